import type { Ledger, StockLevel } from './ledger.ts';

/** The shortest time between two runs of the timer. */
const leastMs = 50;
const minuteMs = 60_000;

/** What a shop orders when it has sold out. */
const restocked = 24;

type Pair = Pick<StockLevel, 'productId' | 'storeId'>;

/** Calls `act` for random pairs, so many times a minute. Returns the function that stops it. */
const atRate = (
  perMinute: number,
  pairs: () => readonly Pair[],
  act: (pair: Pair, pieces: number) => void,
): (() => void) => {
  if (perMinute <= 0) return () => {};
  const everyMs = Math.max(minuteMs / perMinute, leastMs);
  let due = 0;
  const actOnce = (): void => {
    const all = pairs();
    const pair = all[Math.floor(Math.random() * all.length)];
    if (pair) act(pair, 1 + Math.floor(Math.random() * 3));
  };
  const timer = setInterval(() => {
    due += (everyMs * perMinute) / minuteMs;
    for (; due >= 1; due -= 1) actOnce();
  }, everyMs).unref();
  return () => clearInterval(timer);
};

/** Sells one to three pieces of pairs that have stock from the start. Returns the function that stops the sales. */
export const startSales = (
  ledger: Ledger,
  pairs: readonly StockLevel[],
  salesPerMinute: number,
): (() => void) =>
  atRate(
    salesPerMinute,
    () => pairs,
    ({ productId, storeId }, pieces) => {
      ledger.change(productId, storeId, (amount) => (amount < pieces ? amount + restocked : amount - pieces));
    },
  );

/**
 * Takes one to three pieces away from pairs that a client has set, without an event. Returns the function that stops the
 * losses.
 */
export const startLosses = (ledger: Ledger, lossesPerMinute: number): (() => void) =>
  atRate(lossesPerMinute, ledger.setPairs, ({ productId, storeId }, pieces) => {
    ledger.changeSilently(productId, storeId, (amount) => amount - pieces);
  });
