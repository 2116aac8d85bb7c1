import { type ChannelId, type ChannelKey, keyOf } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import { accountText, type ChannelAccount } from '../../ports/journal/accounts.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { Channels } from './channels.ts';

/** Unfinished work under a channel's key that was accepted for another account than the configured one. */
export type HeldBack = {
  readonly channel: ChannelKey;
  readonly items: number;
  /** Names the number of items, the account they were accepted for, and the remedy. */
  readonly message: string;
};

export type HeldBackWork = {
  /** Counts the work again, and logs new findings, one line per channel. */
  count(): Promise<void>;
  of(key: ChannelKey): HeldBack | null;
  all(): readonly HeldBack[];
  stop(): void;
};

export type HeldBackWorkDeps = {
  readonly channels: Pick<Channels, 'accounts' | 'get' | 'named'>;
  readonly journal: Pick<Journal, 'unfinishedOf'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** The interval of counts while there is held-back work, milliseconds. A late callback may end some of it. */
const countEveryMs = 10_000;

const messageOf = (
  channel: ChannelKey,
  items: number,
  others: readonly ChannelAccount[],
  current: ChannelAccount | undefined,
): string => {
  const waiting = items === 1 ? '1 item waits: it was' : `${items} items wait: they were`;
  const accounts = others.map(({ account }) => accountText(account)).join(' and ');
  return (
    `${waiting} accepted for ${accounts}, and the channel ${channel} is now ${accountText(current?.account ?? null)}. ` +
    `Nothing of it is sent. Go back to the earlier account, or stop the gateway and run: onshelf accounts release ${channel}`
  );
};

/** Tracks the work that waits because its channel has another account now than at acceptance. */
export const createHeldBackWork = ({ channels, journal, clock, log }: HeldBackWorkDeps): HeldBackWork => {
  let held: ReadonlyMap<ChannelKey, HeldBack> = new Map();
  const reported = new Set<ChannelId>();
  let cancel = () => {};

  const isOfAnotherAccount = ({ id, key }: ChannelAccount): boolean =>
    channels.named(key) !== undefined && channels.get(id) === undefined;

  const report = (others: readonly ChannelAccount[], { channel, items, message }: HeldBack): void => {
    if (others.every(({ id }) => reported.has(id))) return;
    const acceptedFor = others.map(({ account }) => accountText(account));
    log.warn({ channel, items, acceptedFor }, message);
  };

  const count = async (): Promise<void> => {
    cancel();
    const others = channels.accounts.filter(isOfAnotherAccount);
    const counts = others.length > 0 ? await journal.unfinishedOf(others.map(({ id }) => id)) : new Map();
    const waiting = others.filter(({ id }) => (counts.get(id) ?? 0) > 0);
    const found = new Map<ChannelKey, HeldBack>();
    for (const [key, group] of Map.groupBy(waiting, ({ id }) => keyOf(id))) {
      const items = group.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
      const current = channels.accounts.find(({ id }) => id === channels.named(key)?.id);
      const one = { channel: key, items, message: messageOf(key, items, group, current) };
      found.set(key, one);
      report(group, one);
    }
    held = found;
    reported.clear();
    for (const { id } of waiting) reported.add(id);
    if (held.size > 0) cancel = clock.after(countEveryMs, countAgain);
  };

  const countAgain = (): void => {
    count().catch((error: unknown) => {
      log.warn({ err: error }, 'Could not count the work of other accounts');
      cancel = clock.after(countEveryMs, countAgain);
    });
  };

  return {
    count,
    of: (key) => held.get(key) ?? null,
    all: () => [...held.values()],
    stop: () => cancel(),
  };
};
