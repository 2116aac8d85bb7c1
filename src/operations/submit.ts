import { asChannelId, type ChannelId, type OperationId } from '../domain/ids.ts';
import { type OperationKind, operationStatus } from '../domain/operation.ts';
import type { Channel } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { DraftItem, Journal } from '../ports/journal.ts';
import type { Backlog, Counts } from './backlog.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Submission, Submitted, UserError } from './gateway.ts';
import { createJudge } from './items/judge.ts';
import { waitForCompletion } from './wait.ts';

export type SubmitParts = {
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly journal: Pick<Journal, 'accept' | 'operationSince' | 'operations'>;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly backlog: Backlog;
  readonly maxItems: number;
};

const refused = (error: Pick<UserError, 'code' | 'message'> & Partial<UserError>): Submitted => ({
  type: 'refused',
  errors: [{ path: null, limit: null, provided: null, retryAfter: null, ...error }],
});

/** From a mutation to its answer: judge, accept, dispatch, wait. */
export const createSubmit = (parts: SubmitParts) => {
  const { channels, journal, clock, dispatcher, backlog, maxItems } = parts;
  const judge = createJudge(channels);

  return async <Kind extends OperationKind>(submission: Submission<Kind>): Promise<Submitted> => {
    const { client, kind, items, idempotencyKey, waitMs } = submission;
    if (items.length > maxItems) {
      return refused({
        code: 'TOO_MANY_ITEMS',
        message: `At most ${maxItems} items a mutation: split the list. Nothing was accepted.`,
        path: ['input', 'items'],
        limit: maxItems,
        provided: items.length,
      });
    }
    const judged = judge(kind, items);
    const room = countByChannel(judged);
    const admission = backlog.admit(room);
    if (!admission.admitted) {
      return refused({
        code: 'OVERLOADED',
        message: `Too many items are under way: try again in ${admission.retryAfter} s. Nothing was accepted.`,
        retryAfter: admission.retryAfter,
      });
    }
    const createdAt = clock.now();
    const accepting = journal.accept({
      client,
      kind,
      createdAt,
      deadline: createdAt + slowestOf(items, channels),
      idempotency:
        idempotencyKey === null ? null : { key: idempotencyKey, fingerprint: fingerprintOf(kind, items) },
      items: judged,
    });
    const acceptance = await accepting.catch((error: unknown) => {
      backlog.cancel(room);
      throw error;
    });
    if (acceptance.type !== 'accepted') backlog.cancel(room);
    if (acceptance.type === 'mismatch') {
      return refused({
        code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
        message: 'This idempotencyKey was used with another input. Use a new key for new input.',
        path: ['input', 'idempotencyKey'],
      });
    }
    const { operation } = acceptance;
    if (acceptance.type === 'accepted') dispatcher.enqueue(acceptance.queued);
    if (operationStatus(operation) === 'RUNNING') await waitForCompletion(operation.id, waitMs, parts);
    return answer(operation.id, acceptance.type === 'replayed', journal);
  };
};

const answer = async (
  id: OperationId,
  replayed: boolean,
  journal: Pick<Journal, 'operationSince'>,
): Promise<Submitted> => {
  const found = await journal.operationSince(id, 0);
  if (!found) throw new Error(`Operation ${id} was accepted and is not in the journal`);
  return { type: 'accepted', ...found, replayed };
};

/** How many items go to each channel: those that broke a rule go nowhere. */
const countByChannel = (items: readonly DraftItem[]): Counts => {
  const counts = new Map<ChannelId, number>();
  for (const item of items) {
    if ('change' in item) counts.set(item.channel, (counts.get(item.channel) ?? 0) + 1);
  }
  return counts;
};

/** How long the slowest of the channels may take for one request, milliseconds. */
const slowestOf = (
  items: readonly { readonly channel: string }[],
  channels: ReadonlyMap<ChannelId, Channel>,
): number => {
  const limits = [...new Set(items.map((item) => item.channel))].map(
    (channel) => channels.get(asChannelId(channel))?.limits,
  );
  return Math.max(0, ...limits.map((limit) => (limit ? limit.timeoutMs + limit.callbackTimeoutMs : 0)));
};
