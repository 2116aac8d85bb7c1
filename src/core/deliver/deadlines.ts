import { outcomeUnknown } from '../../domain/failure.ts';
import { keyOf, type RequestId } from '../../domain/ids.ts';
import type { RowOutcome } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { AwaitedRequest, Settlement } from '../../ports/requests.ts';
import type { Channels } from '../channels.ts';
import { type AskParts, askForStock, isReadable } from '../query/ask-for-stock.ts';
import type { Announce } from '../subscribe/publish.ts';

export type DeadlineParts = AskParts & {
  readonly channels: Channels;
  readonly journal: Pick<Journal, 'requestById' | 'settle' | 'recordRead'>;
  readonly clock: Clock;
  readonly announce: Announce;
  /** Sends a row of a request again, alone; false when its channel is not there to send it. */
  readonly sendAlone: (request: AwaitedRequest, row: ItemRef) => Promise<boolean>;
};

export type Deadlines = {
  /** Looks after a request whose callback should come until `deadline`. One timer a request, none an item. */
  watch(id: RequestId, deadline: number): void;
  /** The callback came. */
  done(id: RequestId): void;
  /** The channels were replaced: requests that wait for their account are looked at again. */
  refresh(): void;
  stop(): void;
};

/** When a bug broke a deadline off, it is looked at again after this long, milliseconds. */
const secondLookMs = 5_000;

type WaitingRow = AwaitedRequest['rows'][number];

const neverCame = (rest: string): RowOutcome => ({
  state: 'OUTCOME_UNKNOWN',
  failure: outcomeUnknown(`The vendor accepted the change but never reported its end. ${rest}`),
});

/**
 * When a callback never comes, the stock is read back where the vendor has a read. A level that equals what was sent
 * shows that the change is in place. Any other shows nothing, since a sale may have moved it meanwhile.
 *
 * A bad row can make the rest of its request fail, so the silence of a request of several rows says nothing of one of
 * them. A row of it that the read does not show in place is sent again, alone, once: at its next deadline it is alone
 * and ends. The row stays in flight, so that newer changes of its target go after it.
 */
export const createDeadlines = (parts: DeadlineParts): Deadlines => {
  const { channels, journal, clock, log, announce } = parts;
  const timers = new Map<RequestId, () => void>();
  /** Requests that another account of a configured channel accepted: only that account could be asked for them. */
  const ofOtherAccounts = new Set<RequestId>();
  let longestWaitMs = 0;

  const readBack = async (channel: Channel | undefined, rows: readonly WaitingRow[]) => {
    const keys = rows.flatMap(({ change }): StockKey[] =>
      change.kind === 'STOCK_UPDATE' ? [{ ...change, optionId: null }] : [],
    );
    if (!isReadable(channel) || keys.length !== rows.length) {
      return rows.map(() => ({ outcome: neverCame('The channel has no read to ask.'), level: null }));
    }
    const read = await askForStock(channel, keys, parts);
    return rows.map(({ change }, position) => {
      if (read.type === 'unavailable') {
        return { outcome: neverCame(`Asked for the stock: ${read.failure.message}`), level: null };
      }
      const level = read.levels[position] ?? null;
      return { outcome: judgeLevel(change.kind === 'STOCK_UPDATE' ? change.quantity : null, level), level };
    });
  };

  const judgeLevel = (wanted: number | null, level: StockLevel | null): RowOutcome => {
    if (!level) return neverCame('Asked for the stock, the vendor knows none.');
    return level.quantity === wanted
      ? {
          state: 'APPLIED',
          receipt: { kind: 'STOCK_UPDATE', vendorReference: null },
          evidence: 'VENDOR_READ',
          at: level.observedAt,
        }
      : neverCame(`Asked for the stock, the vendor says ${level.quantity}.`);
  };

  const expire = async (id: RequestId): Promise<void> => {
    const request = await journal.requestById(id);
    const waiting = request?.rows.filter((row) => row.current && row.state === 'AWAITING_CALLBACK') ?? [];
    if (!request || waiting.length === 0) return;
    const channel = channels.last(request.channel);
    if (!channel && channels.named(keyOf(request.channel))) {
      ofOtherAccounts.add(id);
      return;
    }
    log.warn(
      { channel: keyOf(request.channel), vendorRequest: id, rows: waiting.length },
      'A callback never came',
    );
    const found = await readBack(channel, waiting);
    const levels = found.flatMap(({ outcome, level }) =>
      level && outcome.state !== 'APPLIED' ? [level] : [],
    );
    if (levels.length > 0) announce(await journal.recordRead(levels));
    const rows: Settlement['rows'][number][] = [];
    for (const [position, { operationId, index }] of waiting.entries()) {
      const outcome = found[position]?.outcome ?? neverCame('');
      // These rows are sent before the others are settled. While one row waits, a restart resumes the request.
      const isSentAgain =
        request.rows.length > 1 &&
        outcome.state !== 'APPLIED' &&
        (await parts.sendAlone(request, { operationId, index }));
      if (!isSentAgain) rows.push({ operationId, index, outcome });
    }
    if (rows.length === 0) return;
    announce(
      await journal.settle({ requestId: id, at: clock.now(), outcome: 'TIMED_OUT', exchange: null, rows }),
    );
  };

  const watch = (id: RequestId, deadline: number): void => {
    timers.get(id)?.();
    // A clock that was set back between two runs must make nobody wait for longer than a callback may take.
    for (const { limits } of channels.values()) {
      longestWaitMs = Math.max(longestWaitMs, limits.callbackTimeoutMs);
    }
    const waitMs = Math.min(Math.max(0, deadline - clock.now()), longestWaitMs);
    const cancel = clock.after(waitMs, () => {
      timers.delete(id);
      expire(id).catch((error: unknown) => {
        log.error({ err: error, vendorRequest: id }, 'A deadline broke off');
        watch(id, clock.now() + secondLookMs);
      });
    });
    timers.set(id, cancel);
  };

  return {
    watch,
    done: (id) => {
      timers.get(id)?.();
      timers.delete(id);
      ofOtherAccounts.delete(id);
    },
    refresh: () => {
      const again = [...ofOtherAccounts];
      ofOtherAccounts.clear();
      for (const id of again) watch(id, clock.now());
    },
    stop: () => {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};
