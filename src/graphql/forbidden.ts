import { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { type FieldNode, GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { assertNever } from '../lib/assert-never.ts';

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

/** A resolver was reached without the scope that its field needs: which one, so that the caller can ask for it. */
export const forbidden = (
  failure: AuthFailure,
  { parentType, fieldName }: GraphQLResolveInfo,
): GraphQLError => {
  const scope = scopesIn(failure).join(', ');
  return new GraphQLError(messageOf(`${parentType.name}.${fieldName}`, scope), {
    extensions: { code: 'FORBIDDEN', scope },
  });
};

/** A root field needs scopes that the caller does not have. Nothing of the document runs. */
export const forbiddenField = (
  parentType: string,
  { node, key }: { readonly node: FieldNode; readonly key: string },
  lacking: readonly string[],
): GraphQLError => {
  const scope = lacking.join(', ');
  return new GraphQLError(`${messageOf(`${parentType}.${node.name.value}`, scope)} Nothing was run.`, {
    nodes: node,
    path: [key],
    extensions: { code: 'FORBIDDEN', scope },
  });
};
