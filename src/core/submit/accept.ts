import { accountNumberOf, asChannelKey, type ChannelId } from '../../domain/ids.ts';
import type { ItemLimits } from '../../domain/item-limits.ts';
import type { OperationKind } from '../../domain/operation.ts';
import type { Acceptance, DraftItem } from '../../ports/acceptance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Channels, LiveChannels } from '../channels.ts';
import type { Submission } from '../gateway.ts';
import type { Backlog, Counts } from './backlog.ts';
import { formerFingerprintOf } from './former-fingerprint.ts';
import { fingerprintOf } from './idempotency.ts';
import type { ItemRate } from './item-rate.ts';
import { createJudge } from './items/validate-items.ts';

export type AcceptParts = {
  readonly channels: LiveChannels;
  readonly journal: Pick<Journal, 'accept' | 'earlierUse'>;
  readonly clock: Clock;
  readonly backlog: Backlog;
  readonly itemRate: ItemRate;
  readonly itemLimits: ItemLimits;
};

export type Accepted =
  | Acceptance
  | { readonly type: 'overloaded'; readonly retryAfter: number }
  | { readonly type: 'rate-limited'; readonly retryAfter: number; readonly remaining: number };

/** Judges every item and writes the mutation down: from then on nothing of it is lost. */
export const createAccept = ({ channels, journal, clock, backlog, itemRate, itemLimits }: AcceptParts) => {
  const judge = createJudge(channels, itemLimits);

  return async <Kind extends OperationKind>(submission: Submission<Kind>): Promise<Accepted> => {
    const { client, kind, items, idempotencyKey } = submission;
    const judged = judge(kind, items, submission.channels);
    const idempotency =
      idempotencyKey === null
        ? null
        : {
            key: idempotencyKey,
            fingerprint: fingerprintOf(kind, items),
            formerFingerprint: () => formerFingerprintOf(kind, items, judged),
            scope: scopeOf(items, channels),
          };
    // A call that is repeated needs no room, and is no further item of its client.
    const earlier = idempotency && (await journal.earlierUse(client, idempotency));
    if (earlier) return earlier;

    const pass = itemRate.take(client, items.length);
    if (!pass.taken) return { type: 'rate-limited', retryAfter: pass.retryAfter, remaining: pass.remaining };
    const room = countByChannel(judged);
    const admission = backlog.admit(room);
    if (!admission.admitted) {
      itemRate.giveBack(client, items.length);
      return { type: 'overloaded', retryAfter: admission.retryAfter };
    }
    const takeBack = (): void => {
      itemRate.giveBack(client, items.length);
      backlog.cancel(room);
    };
    const createdAt = clock.now();
    const deadline = createdAt + slowestOf(items, channels);
    try {
      const draft = { client, kind, createdAt, deadline, idempotency, items: judged };
      const acceptance = await journal.accept(draft);
      if (acceptance.type !== 'accepted') takeBack();
      return acceptance;
    } catch (error) {
      takeBack();
      throw error;
    }
  };
};

/**
 * The accounts behind the named channels, as far as they are not the first ones of their keys. It goes by the names as
 * they were written and by what the journal has seen, so that a channel that is taken out of the settings changes nothing.
 */
const scopeOf = (
  items: readonly { readonly channel: string }[],
  channels: Pick<Channels, 'idOf' | 'onlyFirstAccounts'>,
): string => {
  if (channels.onlyFirstAccounts) return '';
  const names = new Set(items.map(({ channel }) => channel));
  return [...names]
    .map((name) => channels.idOf(name))
    .filter((id) => accountNumberOf(id) > 1)
    .sort()
    .join(' ');
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
  channels: Pick<Channels, 'named'>,
): number => {
  let slowest = 0;
  let last: string | null = null;
  for (const { channel } of items) {
    if (channel === last) continue;
    last = channel;
    const limits = channels.named(asChannelKey(channel))?.limits;
    if (limits) slowest = Math.max(slowest, limits.timeoutMs + limits.callbackTimeoutMs);
  }
  return slowest;
};
