import type { Ledger, StockLevel } from './ledger.ts';

/** The shortest time between two runs of the timer. */
const leastMs = 50;
const minuteMs = 60_000;

/** What a shop orders when it has sold out. */
const restocked = 24;

/** Sells one to three pieces of pairs that have stock from the start. Returns the function that stops the sales. */
export const startSales = (
  ledger: Ledger,
  pairs: readonly StockLevel[],
  salesPerMinute: number,
): (() => void) => {
  if (salesPerMinute <= 0) return () => {};
  const everyMs = Math.max(minuteMs / salesPerMinute, leastMs);
  let due = 0;
  const sell = (): void => {
    const pair = pairs[Math.floor(Math.random() * pairs.length)];
    if (!pair) return;
    const sold = 1 + Math.floor(Math.random() * 3);
    ledger.change(pair.productId, pair.storeId, (amount) =>
      amount < sold ? amount + restocked : amount - sold,
    );
  };
  const timer = setInterval(() => {
    due += (everyMs * salesPerMinute) / minuteMs;
    for (; due >= 1; due -= 1) sell();
  }, everyMs).unref();
  return () => clearInterval(timer);
};
