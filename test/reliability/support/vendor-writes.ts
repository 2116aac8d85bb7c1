import { z } from 'zod';
import type { AppliedWrite } from '../../support/sandbox/control.ts';
import type { Sandbox } from '../../support/sandbox/index.ts';
import type { VendorWrite } from './breaches.ts';

/** Each kind of write contains its number: as a quantity, or in a memo. */
const written = z.union([
  z.looseObject({ stockQuantity: z.number() }).transform(({ stockQuantity }) => ({ value: stockQuantity })),
  z.looseObject({ added: z.string() }).transform(({ added }) => ({ value: Number(added), isRelative: true })),
  z.looseObject({ stockAmount: z.string() }).transform(({ stockAmount }) => ({ value: Number(stockAmount) })),
  z
    .looseObject({ memo: z.string().regex(/^v\d+$/u) })
    .transform(({ memo }) => ({ value: Number(memo.slice(1)) })),
]);

export const memoOf = (value: number): string => `v${value}`;

/** The number of an accepted change, given as the JSON text of the journal. */
export const acceptedValue = (text: string): number => {
  const change: {
    quantity?: number;
    stockQuantity?: number;
    delta?: number;
    memo?: string | null;
  } = JSON.parse(text);
  return change.quantity ?? change.stockQuantity ?? change.delta ?? Number(change.memo?.slice(1));
};

/** The store of every write to Smaregi. */
export const store = '8';

const channelsOf = ({ globalLink, brightmall, smaregi }: Sandbox) =>
  [
    { channel: 'global-link', control: globalLink.control },
    { channel: 'brightmall', control: brightmall.control },
    { channel: 'smaregi', control: smaregi.control },
  ] as const;

/** Collects the writes of the vendors. Their histories lose the oldest entries in a long run, so collect often. */
export const createWriteLog = (sandbox: Sandbox) => {
  const writes: VendorWrite[] = [];
  const last = new Map<string, string>();
  const collectFrom = (channel: string, history: readonly AppliedWrite[]): void => {
    const known = last.get(channel);
    const fresh = history.slice(history.findLastIndex((entry) => JSON.stringify(entry) === known) + 1);
    for (const { target, value } of fresh) {
      writes.push({ target: `${channel}/${target}`, ...written.parse(value) });
    }
    const newest = fresh.at(-1);
    if (newest) last.set(channel, JSON.stringify(newest));
  };
  /** Everything that the vendors have stored so far. */
  const collect = (): readonly VendorWrite[] => {
    for (const { channel, control } of channelsOf(sandbox)) collectFrom(channel, control.writes());
    return writes;
  };
  const change = (productId: string, value: number, isReported: boolean): void => {
    collect();
    const { setStock, setStockSilently } = sandbox.smaregi.edits;
    writes.push({ target: `smaregi/${productId}:${store}`, value, isSilent: true, isReported });
    (isReported ? setStock : setStockSilently)(productId, store, value);
  };
  return {
    collect,
    /** Changes the stock of a product at the vendor, without an event. */
    lose: (productId: string, value: number): void => change(productId, value, false),
    /** Changes the stock of a product at the vendor, with an event. */
    sell: (productId: string, value: number): void => change(productId, value, true),
  };
};
