import { type Change, targetOf } from '../../domain/changes/change.ts';
import { invalidItem } from '../../domain/failure.ts';
import { type ChannelKey, keyOf } from '../../domain/ids.ts';
import type { Item } from '../../domain/item.ts';
import { itemTargetOf } from '../../domain/item.ts';
import { type Operation, operationStatus } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { DraftItem, Idempotency } from '../../ports/journal/acceptance.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import { type Channels, writerOf } from '../channels/channels.ts';
import type { ItemStatus, Refused, Retried, RetryRequest, Submitted, UserError } from '../gateway.ts';
import { type AdmitDeps, accountScopeOf, createAdmit } from '../submit/accept.ts';
import { retryFingerprintOf } from '../submit/idempotency.ts';
import { itemShapeOf } from '../submit/items/validate-items.ts';
import { createRefuseOverflow, type OverflowDeps } from '../submit/overflow.ts';
import { refused, unknownOperation } from '../submit/refusals.ts';
import { createRespond, type RespondDeps } from '../submit/respond.ts';
import { findOwnOperation } from './own-operation.ts';
import { nothingToRetry, toRetry } from './retried-items.ts';

export type RetryDeps = AdmitDeps &
  RespondDeps &
  OverflowDeps & {
    readonly channels: Pick<Channels, 'get'>;
    readonly journal: Pick<Journal, 'accept' | 'earlierUse' | 'items' | 'operations' | 'operationSince'>;
  };

/** An item with one of these statuses needs no retry, or does not exist in an operation. */
const notRetried: ReadonlySet<ItemStatus> = new Set<ItemStatus>(['PENDING', 'APPLIED', 'VALID']);

/** One error for each wrong status, at its first place. */
const statusErrors = (statuses: readonly ItemStatus[]): readonly UserError[] =>
  [...new Set(statuses)].flatMap((status) =>
    notRetried.has(status)
      ? refused({
          code: 'INVALID_VALUE',
          message: `Items that are ${status} cannot be retried. Send FAILED, OUTCOME_UNKNOWN, CANCELED or SUPERSEDED. Nothing was accepted.`,
          path: ['input', 'statuses', String(statuses.indexOf(status))],
        }).errors
      : [],
  );

const running = (): Refused =>
  refused({
    code: 'OPERATION_RUNNING',
    message:
      'The operation has not ended: some of its items are PENDING. Wait for its end or cancel it, and then retry. Nothing was accepted.',
    path: ['input', 'operationId'],
  });

/** The item of the retry. It fails alone if the account that it was accepted for is not configured or not allowed now. */
const draftOf = (
  change: Change,
  channels: Pick<Channels, 'get'>,
  allowed: ReadonlySet<ChannelKey> | null,
): DraftItem => {
  const key = keyOf(change.channel);
  const channel = allowed?.has(key) === false ? undefined : channels.get(change.channel);
  const named = itemTargetOf(change);
  if (!channel) {
    const message = `The channel ${JSON.stringify(key)} of the item is not configured for the account that the item was accepted for, or this key may not use it.`;
    return { named, failure: invalidItem('UNKNOWN_CHANNEL', ['channel'], message) };
  }
  const writer = writerOf(channel, change.kind);
  if (!writer) {
    const message = `The channel ${JSON.stringify(key)} no longer takes a ${change.kind}.`;
    return { named, failure: invalidItem('UNSUPPORTED_BY_CHANNEL', ['channel'], message) };
  }
  return { channel: channel.id, change, target: targetOf(change), shape: itemShapeOf(writer)(change) };
};

/** The most items of one read. */
const pageSize = 1_000;

/** Accepts a new operation with items of an operation of the caller that has ended. */
export const createRetry = (deps: RetryDeps) => {
  const { journal, channels } = deps;
  const admit = createAdmit(deps);
  const respond = createRespond(deps);
  const refuseOverflow = createRefuseOverflow(deps);

  const readItems = async (operation: Operation): Promise<readonly Item[]> => {
    const found: Item[] = [];
    const filter = { operationId: operation.id, states: null, channels: null };
    for (let after: number | null = null; ; after = found.at(-1)?.index ?? null) {
      const page = { after, before: null, limit: pageSize, last: false };
      const { nodes, hasMore } = await journal.items({ ...filter, ...page });
      found.push(...nodes);
      if (!hasMore) return found;
    }
  };

  /** The scope of the key does not depend on the settings, because the items name the accounts that they were accepted for. */
  const idempotencyOf = (request: RetryRequest, items: readonly Item[]): Idempotency | null => {
    const { idempotencyKey } = request;
    if (idempotencyKey === null) return null;
    const accounts = items.flatMap(({ change }) => change?.channel ?? []);
    return {
      key: idempotencyKey,
      fingerprint: retryFingerprintOf(request),
      scope: accountScopeOf(accounts),
    };
  };

  const retry = async (operation: Operation, request: RetryRequest): Promise<Submitted> => {
    const { caller } = request;
    const items = await readItems(operation);
    const idempotency = idempotencyOf(request, items);
    const chosen = toRetry(items, request);
    const options = { ...request, provided: chosen.length, itemsPath: ['input', 'operationId'] };
    const earlier = idempotency && (await journal.earlierUse(caller.client, idempotency));
    if (earlier) return respond(earlier, options);
    if (operationStatus(operation) === 'RUNNING') return running();
    if (chosen.length === 0) return nothingToRetry(items, request);
    const drafts = chosen.map((change) => draftOf(change, channels, caller.channels));
    const accepted = await admit({
      client: caller.client,
      kind: operation.kind,
      idempotency,
      retryOf: { operationId: operation.id, first: operation.retryOf?.first ?? operation.id },
      items: await refuseOverflow(drafts),
    });
    return respond(accepted, options);
  };

  /** The retention deletes an operation before its retries, whose keys are still valid. */
  const replay = async (request: RetryRequest): Promise<Retried> => {
    const { client } = request.caller;
    const idempotency = idempotencyOf(request, []);
    const earlier = idempotency && (await journal.earlierUse(client, idempotency));
    if (earlier?.type !== 'replayed') return unknownOperation('Nothing was accepted.');
    const found = await findOwnOperation(journal, earlier.operation.id, request.caller);
    if (found.type === 'forbidden') return found;
    return respond(earlier, { ...request, provided: 0, itemsPath: ['input', 'operationId'] });
  };

  return async (given: RetryRequest): Promise<Retried> => {
    const errors = statusErrors(given.statuses);
    if (errors.length > 0) return { type: 'refused', errors };
    // A caller may repeat a status any number of times.
    const request = { ...given, statuses: [...new Set(given.statuses)] };
    const found = await findOwnOperation(journal, request.operationId, request.caller);
    switch (found.type) {
      case 'unknown':
        return replay(request);
      case 'forbidden':
        return found;
      case 'found':
        return retry(found.operation, request);
      default:
        return assertNever(found);
    }
  };
};
