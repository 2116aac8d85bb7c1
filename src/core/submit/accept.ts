import { accountNumberOf, type ChannelId } from '../../domain/ids.ts';
import type { OperationKind } from '../../domain/operation.ts';
import { stockKeysOf } from '../../domain/stock.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Acceptance, DraftItem, OperationDraft } from '../../ports/journal/acceptance.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { Channels, LiveChannels } from '../channels/channels.ts';
import type { Submission } from '../gateway.ts';
import type { Backlog, Counts } from './backlog.ts';
import { fingerprintOf } from './idempotency.ts';
import type { ItemRate } from './item-rate.ts';
import type { ValidateItems } from './items/validate-items.ts';
import { createRefuseOverflow } from './overflow.ts';

export type AdmitDeps = {
  readonly channels: Pick<Channels, 'get'>;
  readonly journal: Pick<Journal, 'accept'>;
  readonly bus: Pick<EventBus, 'stockChanged'>;
  readonly clock: Clock;
  readonly backlog: Backlog;
  readonly itemRate: ItemRate;
};

export type AcceptDeps = AdmitDeps & {
  readonly channels: LiveChannels;
  readonly journal: Pick<Journal, 'accept' | 'earlierUse' | 'stockLevels' | 'pendingTargets'>;
  readonly validateItems: ValidateItems;
};

export type Accepted =
  | Acceptance
  | { readonly type: 'overloaded'; readonly retryAfter: number }
  | { readonly type: 'rate-limited'; readonly retryAfter: number; readonly remaining: number };

/** A mutation whose items are validated, and whose key was not used before. */
export type Prepared = Omit<OperationDraft, 'createdAt' | 'deadline'>;

/** Checks the rate of the client and the backlog, and stores the operation in the journal. From then on no item is lost. */
export const createAdmit =
  ({ channels, journal, bus, clock, backlog, itemRate }: AdmitDeps) =>
  async (prepared: Prepared): Promise<Accepted> => {
    const { client, items } = prepared;
    const rate = itemRate.take(client, items.length);
    if (!rate.taken) return { type: 'rate-limited', retryAfter: rate.retryAfter, remaining: rate.remaining };
    const counts = countByChannel(items);
    const admission = backlog.admit(counts);
    if (!admission.admitted) {
      itemRate.giveBack(client, items.length);
      return { type: 'overloaded', retryAfter: admission.retryAfter };
    }
    const undo = (): void => {
      itemRate.giveBack(client, items.length);
      backlog.cancel(counts);
    };
    const createdAt = clock.now();
    const deadline = createdAt + slowestOf(counts, channels);
    try {
      const acceptance = await journal.accept({ ...prepared, createdAt, deadline });
      if (acceptance.type === 'accepted') {
        publishPending(items, bus);
        backlog.cancel(acceptance.ended.map(({ channel, count }) => [channel, count] as const));
      } else undo();
      return acceptance;
    } catch (error) {
      undo();
      throw error;
    }
  };

/** Validates the items, answers a key that was used before, and admits the operation. */
export const createAccept = (deps: AcceptDeps) => {
  const { channels, journal, validateItems } = deps;
  const refuseOverflow = createRefuseOverflow(deps);
  const admit = createAdmit(deps);
  return async <Kind extends OperationKind>(submission: Submission<Kind>): Promise<Accepted> => {
    const { client, kind, items, idempotencyKey } = submission;
    const valid = validateItems(kind, items, submission.channels);
    const idempotency =
      idempotencyKey === null
        ? null
        : {
            key: idempotencyKey,
            fingerprint: fingerprintOf(kind, items),
            scope: scopeOf(items, channels),
          };
    // A repeated call counts neither against the backlog nor against the item rate of its client.
    const earlier = idempotency && (await journal.earlierUse(client, idempotency));
    if (earlier) return earlier;
    return admit({ client, kind, items: await refuseOverflow(valid), idempotency });
  };
};

/** Notifies subscribers of stock that a change of it is pending. */
const publishPending = (items: readonly DraftItem[], bus: Pick<EventBus, 'stockChanged'>): void => {
  for (const item of items)
    if ('change' in item) for (const key of stockKeysOf(item.change)) bus.stockChanged(key);
};

/**
 * The accounts of the named channels, except the first accounts of their keys. It depends only on the names and on the
 * accounts that the journal knows, so the removal of a channel from the settings changes nothing.
 */
export const scopeOf = (
  items: readonly { readonly channel: string }[],
  channels: Pick<Channels, 'idOf' | 'onlyFirstAccounts'>,
): string => {
  if (channels.onlyFirstAccounts) return '';
  const names = new Set(items.map(({ channel }) => channel));
  return accountScopeOf([...names].map((name) => channels.idOf(name)));
};

/** The account scope of these channels. */
export const accountScopeOf = (ids: Iterable<ChannelId>): string =>
  [...new Set(ids)]
    .filter((id) => accountNumberOf(id) > 1)
    .sort()
    .join(' ');

/** The number of valid items per channel. */
const countByChannel = (items: readonly DraftItem[]): Counts => {
  const counts = new Map<ChannelId, number>();
  for (const item of items) {
    if ('change' in item) counts.set(item.channel, (counts.get(item.channel) ?? 0) + 1);
  }
  return counts;
};

/** The longest time that one request may take on any of the channels, milliseconds. */
const slowestOf = (counts: Counts, channels: Pick<Channels, 'get'>): number => {
  let slowest = 0;
  for (const [channel] of counts) {
    const limits = channels.get(channel)?.limits;
    if (limits) slowest = Math.max(slowest, limits.timeoutMs + limits.callbackTimeoutMs);
  }
  return slowest;
};
