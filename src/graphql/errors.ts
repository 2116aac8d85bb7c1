import { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { type ASTNode, type FieldNode, GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { causeForCallers } from '../core/journal/causes.ts';
import type { VendorUnavailable } from '../domain/failure.ts';
import { assertNever } from '../lib/assert-never.ts';
import { JournalInDoubt, JournalUnavailable } from '../ports/journal/journal-unavailable.ts';
import { millisecondsOf } from './schema/values/duration.ts';

/** An error for wrong input of the caller. `status` is the HTTP status, for an error that refuses the whole request. */
export const badInput = (message: string, node?: ASTNode, status?: number): GraphQLError =>
  new GraphQLError(message, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT', ...(status !== undefined && { http: { status } }) },
  });

/** The error of a document or of variables that are wrong. Nothing of the request has run. */
export const asBadRequest = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT', http: { status: 400 } },
  });

const scopesIn = (failure: AuthFailure): readonly string[] => {
  switch (failure.kind) {
    case AuthScopeFailureType.AuthScope:
    case AuthScopeFailureType.GrantedScope:
      return [failure.scope];
    case AuthScopeFailureType.AnyAuthScopes:
    case AuthScopeFailureType.AllAuthScopes:
      return failure.failures.flatMap(scopesIn);
    case AuthScopeFailureType.AuthScopeFunction:
    case AuthScopeFailureType.Unknown:
      return [];
    default:
      return assertNever(failure);
  }
};

const messageOf = (field: string, scope: string): string =>
  `${field} needs the scope ${scope}, which this API key does not have.`;

/** The error of a resolver whose field needs a scope that the caller does not have. It names the scope. */
export const forbidden = (
  failure: AuthFailure,
  { parentType, fieldName }: GraphQLResolveInfo,
): GraphQLError => {
  const lacking = scopesIn(failure);
  const separator = failure.kind === AuthScopeFailureType.AnyAuthScopes ? ' or ' : ', ';
  return new GraphQLError(messageOf(`${parentType.name}.${fieldName}`, lacking.join(separator)), {
    extensions: { code: 'FORBIDDEN', scope: lacking.join(', ') },
  });
};

/** The error of a root field that needs scopes that the caller does not have. Nothing of the document runs. */
export const forbiddenField = (
  parentType: string,
  { node, key }: { readonly node: FieldNode; readonly key: string },
  lacking: readonly string[],
  /** ' or ' if one of the scopes is enough. */
  separator: ', ' | ' or ',
): GraphQLError => {
  const scope = lacking.join(', ');
  const message = messageOf(`${parentType}.${node.name.value}`, lacking.join(separator));
  return new GraphQLError(`${message} Nothing was run.`, {
    nodes: node,
    path: [key],
    extensions: { code: 'FORBIDDEN', scope },
  });
};

/** The error of a mutation about an operation whose kind needs a scope that the caller does not have. */
export const forbiddenOperation = (field: string, scope: string): GraphQLError =>
  new GraphQLError(
    `${messageOf(field, scope)} The kind of the operation determines the scope. This mutation changed nothing.`,
    {
      extensions: { code: 'FORBIDDEN', scope },
    },
  );

const isOfJournal = (error: unknown): error is JournalUnavailable => error instanceof JournalUnavailable;

const errorOf = (error: JournalUnavailable, message: string): GraphQLError =>
  new GraphQLError(message, {
    originalError: null,
    extensions: { code: 'JOURNAL_UNAVAILABLE', cause: error.trouble },
  });

const inDoubt =
  'Whether this was accepted is not known, and it may be applied. Once the gateway can use its journal again, ' +
  'send the same mutation again, with the same idempotencyKey if it has one. Do not repeat an adjustStock without a key: it may adjust twice.';

/** Throws the error of a mutation that the journal did not write. Throws any other error unchanged. */
export const throwRefused = (error: unknown): never => {
  if (!isOfJournal(error)) throw error;
  const rest = error instanceof JournalInDoubt ? inDoubt : 'Nothing was accepted. Try again later.';
  throw errorOf(error, `${causeForCallers(error.trouble)} ${rest}`);
};

/** The error of a query if the journal cannot be read; null for any other error. */
export const unreadJournal = (error: unknown): GraphQLError | null => {
  const thrown = error instanceof GraphQLError ? error.originalError : error;
  if (!isOfJournal(thrown)) return null;
  const { message, extensions } = errorOf(thrown, `${causeForCallers(thrown.trouble)} Try again later.`);
  const { nodes, path } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(message, { nodes, path, extensions });
};

/**
 * The error of a read from an unavailable vendor. The fields that need the read are null, and the other fields have
 * values.
 */
export const vendorFailed = ({
  code,
  message,
  retryAfter,
  vendorCode,
  vendorMessage,
}: VendorUnavailable): GraphQLError =>
  new GraphQLError(message, {
    extensions: {
      code,
      retryAfterMs: millisecondsOf(retryAfter),
      vendorCode,
      vendorMessage,
    },
  });
