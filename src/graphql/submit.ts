import { encodeGlobalID } from '@pothos/plugin-relay';
import { GraphQLError } from 'graphql';
import type { OperationKind } from '../domain/operation.ts';
import { AcceptedUnread } from '../operations/accepted-unread.ts';
import type { Submission } from '../operations/gateway.ts';
import { JournalInDoubt, JournalUnavailable } from '../ports/journal-unavailable.ts';
import type { GraphQLContext } from './context.ts';
import { resultOf } from './item-result-model.ts';
import { type Payload, refusedPayload } from './payload.ts';
import { defaultWaitMs } from './request-rules.ts';

type Request<Kind extends OperationKind> = {
  readonly items: Submission<Kind>['items'];
  readonly idempotencyKey?: string | null | undefined;
  readonly waitMs?: number | null | undefined;
};

/** What can't be written down is not accepted; the reason is the operator's, and stands in the log. */
const sayUnavailable = (error: unknown): never => {
  if (error instanceof AcceptedUnread) {
    const operation = encodeGlobalID('Operation', error.operationId);
    throw new GraphQLError(
      'This was accepted and is carried out; how it stands can not be read now. Ask for its operation later, or ' +
        'again with the same idempotencyKey.',
      { originalError: null, extensions: { code: 'ACCEPTED_UNREAD', operation } },
    );
  }
  if (!(error instanceof JournalUnavailable)) throw error;
  const message =
    error instanceof JournalInDoubt
      ? 'The disk of the gateway failed. Whether this was accepted is not known, and it may be applied. ' +
        'Once the gateway runs again, ask again with the same idempotencyKey or the same absolute values.'
      : 'The gateway has no room to keep new work now. Nothing was accepted. Try again later.';
  throw new GraphQLError(message, { originalError: null, extensions: { code: 'JOURNAL_UNAVAILABLE' } });
};

/** One mutation, from its input to its payload. */
export const submit = async <Kind extends OperationKind>(
  { gateway, caller, loaders }: GraphQLContext,
  kind: Kind,
  { items, idempotencyKey, waitMs }: Request<Kind>,
): Promise<Payload> => {
  const submission = {
    client: caller.client,
    channels: caller.channels,
    kind,
    items,
    idempotencyKey: idempotencyKey ?? null,
    waitMs: waitMs ?? defaultWaitMs,
  };
  const submitted = await gateway.submit(submission).catch(sayUnavailable);
  if (submitted.type === 'refused') return refusedPayload(submitted.errors);
  // What an earlier mutation of the same document has read is old now.
  loaders.clear();
  return {
    operation: submitted.operation,
    results: submitted.items.map(resultOf),
    userErrors: [],
    replayed: submitted.replayed,
  };
};
