import type { AdjustmentChange, Change, StockChange } from '../../../src/domain/changes/change.ts';
import type { RowOutcome } from '../../../src/domain/item.ts';
import type { SendResult } from '../../../src/ports/channel.ts';
import type { VendorStockEntry } from '../../../src/ports/vendor-reads.ts';
import { adjustedAt, appliedAt, refusedRow } from '../../support/changes.ts';
import { unavailable } from '../../support/fake-channel.ts';
import type { VendorWrite } from '../support/breaches.ts';
import type { Random } from './random.ts';

type StockWrite = StockChange | AdjustmentChange;

/** The body that is posted to a callback URL. */
export type Post = {
  readonly id: string;
  /** The quantities that were applied; null if none was. */
  readonly applied: readonly number[] | null;
  readonly row: number | null;
};

export type Vendor = {
  /** A request reaches the vendor. The test decides what the gateway receives of it, and when. */
  take(changes: readonly StockWrite[], post: ((body: Post) => void) | null, mark: string | null): SendResult;
  /** The vendor's own stock history of a product. */
  historyOf(change: Pick<StockChange, 'channel' | 'productId'>): readonly VendorStockEntry[];
  /** Changes a quantity without a request and without a report. */
  loseSome(change: Pick<StockChange, 'channel' | 'productId'>): void;
  quantityOf(change: Pick<StockChange, 'channel' | 'productId'>): number | null;
  readonly writes: readonly VendorWrite[];
  /** From now on the vendor answers every request and makes every callback. */
  behave(): void;
};

export const targetName = ({ channel, productId }: Pick<StockChange, 'channel' | 'productId'>): string =>
  `${channel}/${productId}`;
/** The number that identifies a change: its quantity, or what it adds. */
export const numberOf = (change: Change): number => {
  if (change.kind === 'STOCK_ADJUSTMENT') return change.delta;
  return change.kind === 'STOCK_SET' ? change.quantity : -1;
};

const silent = { httpStatus: null, vendorRequestId: null } as const;
const lost = { mayHaveApplied: true } as const;

/** A vendor that applies a request at once or never. A random choice decides its answer. */
export const createVendor = (random: Random): Vendor => {
  const writes: VendorWrite[] = [];
  const held = new Map<string, number>();
  const histories = new Map<string, VendorStockEntry[]>();
  let isCalm = false;
  let requests = 0;
  let entries = 0;

  const hold = (target: string, quantity: number, mark: string | null): void => {
    entries += 1;
    const delta = quantity - (held.get(target) ?? 0);
    held.set(target, quantity);
    const history = histories.get(target) ?? [];
    histories.set(target, [...history, { reference: `h-${entries}`, delta, mark }]);
  };
  const apply = (changes: readonly StockWrite[], mark: string | null): void => {
    for (const change of changes) {
      const target = targetName(change);
      writes.push({ target, value: numberOf(change) });
      hold(target, numberOf(change) + (change.kind === 'STOCK_SET' ? 0 : (held.get(target) ?? 0)), mark);
    }
  };

  const tellLater = (id: string, changes: readonly StockWrite[], post: (body: Post) => void): void => {
    const all = changes.map(numberOf);
    const manner = isCalm ? 0 : random.below(8);
    if (manner === 1) return;
    if (manner === 2) post({ id, applied: random.someOf(all, all.length), row: null });
    if (manner === 3) post({ id, applied: all, row: null });
    if (manner === 4) for (const one of all) post({ id, applied: [one], row: null });
    else post({ id, applied: all, row: null });
  };

  const takeForLater = (
    changes: readonly StockWrite[],
    post: (body: Post) => void,
    mark: string | null,
  ): SendResult => {
    const id = `v-${requests}`;
    const fate = isCalm ? 3 : random.below(10);
    if (fate < 3) {
      post({ id, applied: null, row: fate === 1 ? random.below(changes.length) : null });
      if (fate === 2) post({ id, applied: null, row: null });
    }
    if (fate > 2) {
      apply(changes, mark);
      tellLater(id, changes, post);
    }
    if (fate === 8) return unavailable(lost);
    if (fate === 9) return unavailable({ ...lost, httpStatus: 200 });
    return { type: 'accepted', vendorRequestId: id, exchange: { httpStatus: 200, vendorRequestId: id } };
  };

  const takeAtOnce = (changes: readonly StockWrite[]): SendResult => {
    const fate = isCalm ? 0 : random.below(6);
    const refused = fate === 1 ? random.someOf(changes, changes.length) : [];
    const taken = changes.filter((change) => !refused.includes(change));
    apply(taken, null);
    if (fate === 2) return unavailable({ ...lost, httpStatus: 500 });
    const rows = changes.map((change): RowOutcome => {
      if (!taken.includes(change)) return refusedRow();
      return change.kind === 'STOCK_SET' ? appliedAt(1) : adjustedAt(1, held.get(targetName(change)));
    });
    return { type: 'answered', rows, exchange: { httpStatus: 200, vendorRequestId: null } };
  };

  return {
    writes,
    behave: () => {
      isCalm = true;
    },
    quantityOf: (change) => held.get(targetName(change)) ?? null,
    historyOf: (change) => histories.get(targetName(change)) ?? [],
    loseSome: (change) => {
      const target = targetName(change);
      const quantity = held.get(target);
      if (quantity === undefined) return;
      writes.push({ target, value: -1, isSilent: true });
      // A quantity that no change sets.
      hold(target, quantity - 1_000_003, null);
    },
    take: (changes, post, mark) => {
      requests += 1;
      const fate = isCalm ? 0 : random.below(12);
      if (fate === 1) return unavailable(lost);
      if (fate === 2) return unavailable({ httpStatus: 503 });
      if (fate === 3) {
        const exchange = { ...silent, httpStatus: 400 };
        return { type: 'refused', rows: changes.map(() => refusedRow()), exchange };
      }
      return post ? takeForLater(changes, post, mark) : takeAtOnce(changes);
    },
  };
};
