import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, StockChange } from '../../src/domain/change.ts';
import { isStale, orderOfTurns } from '../../src/domain/overtake.ts';
import { confirmationOf, optionGroupOf, optionStock, productOf, stockOf } from '../support/changes.ts';

const quantity = fc.integer({ min: 0, max: 1_000_000 });
const optionIds = fc.subarray(['red', 'blue']);
const stock = (observedAt: fc.Arbitrary<number | null>) =>
  fc
    .record({ quantity, observedAt, options: optionIds, each: quantity })
    .map(({ quantity: level, observedAt: at, options, each }) =>
      stockOf('1', level, { observedAt: at, options: options.map((id) => optionStock(id, each)) }),
    );
const product = fc
  .record({ stockQuantity: quantity, options: optionIds, each: quantity })
  .map(({ options, each, ...fields }) =>
    productOf('1', {
      ...fields,
      optionGroups: [optionGroupOf(...options.map((optionId) => ({ optionId, stockQuantity: each })))],
    }),
  );
const moments = fc.integer({ min: 1, max: 4 });
const queueOf = <Value>(change: fc.Arbitrary<Value>) => fc.array(change, { maxLength: 8 });

type Held = { quantity: number | null; product: string | null; options: Map<string, number> };

/** What a vendor holds after one change more. */
const applyTo = (held: Held, change: Change): Held => {
  if (change.kind === 'INVENTORY_CONFIRMATION') return held;
  if (change.kind === 'STOCK_UPDATE') {
    const named = change.options.map((option) => [option.optionId, option.quantity] as const);
    return { ...held, quantity: change.quantity, options: new Map([...held.options, ...named]) };
  }
  const options = change.optionGroups.flatMap((group) => group.options);
  return {
    quantity: change.stockQuantity,
    product: JSON.stringify(change),
    options: new Map(options.map((option) => [option.optionId, option.stockQuantity])),
  };
};
const nothing: Held = { quantity: null, product: null, options: new Map() };
const heldAfter = (changes: readonly Change[]): unknown => {
  const { options, ...held } = changes.reduce(applyTo, nothing);
  return { ...held, options: [...options].toSorted() };
};

const observedAtOf = (change: Change) => (change.kind === 'STOCK_UPDATE' ? change.observedAt : null);

/** Sends what a queue sends, turn by turn, with a fence as the journal keeps it; gives the positions. */
const sentOf = (changes: readonly Change[]): readonly number[] => {
  const sent: number[] = [];
  let fence: number | null = null;
  let waiting = changes.map((change, entry) => ({ entry, change }));
  while (waiting.length > 0) {
    waiting = waiting.filter(({ change }) => !isStale(change, fence));
    const { next, superseded } = orderOfTurns(waiting);
    const gone = new Set([next, ...superseded.map(({ entry }) => entry)]);
    const taken = waiting.find(({ entry }) => entry === next);
    waiting = waiting.filter(({ entry }) => !gone.has(entry));
    if (!taken) continue;
    sent.push(taken.entry);
    if (taken.change.kind === 'STOCK_UPDATE') fence = taken.change.observedAt;
  }
  return sent;
};
const pick = (changes: readonly Change[], positions: readonly number[]) =>
  changes.filter((_, position) => positions.includes(position));

describe('the queue of one target', () => {
  it('has one next unless it is empty, and nothing both next and superseded', () => {
    const anything = fc.oneof(stock(fc.option(moments)), product, fc.constant(confirmationOf('1')));
    fc.assert(
      fc.property(queueOf(anything), (changes) => {
        const { next, superseded } = orderOfTurns(changes.map((change, entry) => ({ entry, change })));
        const gone = superseded.map(({ entry }) => entry);
        expect(next === null).toBe(changes.length === 0);
        expect(gone).not.toContain(next);
        expect(new Set(gone).size).toBe(gone.length);
        for (const { entry, by } of superseded) expect(by).toBeGreaterThan(entry);
        // The newest is overtaken by nobody, and what overtakes is sent itself, or later than what it overtook.
        expect(gone).not.toContain(changes.length - 1);
      }),
    );
  });

  it('leaves the vendor with what sending every change in order would', () => {
    fc.assert(
      fc.property(queueOf(fc.oneof(stock(fc.constant(null)), product)), (changes) => {
        const sent = sentOf(changes);
        expect(sent).toEqual(sent.toSorted((a, b) => a - b));
        expect(heldAfter(pick(changes, sent))).toEqual(heldAfter(changes));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the vendor with the newest observation, and the last accepted of equals', () => {
    fc.assert(
      fc.property(queueOf(stock(moments)), (changes) => {
        const replayed: StockChange[] = [];
        for (const change of changes) {
          if (!isStale(change, replayed.at(-1)?.observedAt ?? null)) replayed.push(change);
        }
        const sent = pick(changes, sentOf(changes));
        expect(sent.reduce(applyTo, nothing).quantity).toBe(replayed.at(-1)?.quantity ?? null);
      }),
      { numRuns: 500 },
    );
  });

  it('never lets a change without an observation end behind an older one', () => {
    fc.assert(
      fc.property(queueOf(stock(fc.option(moments))), (changes) => {
        fc.pre(changes.length > 0);
        const last = sentOf(changes).at(-1) ?? -1;
        expect(last).toBeGreaterThanOrEqual(changes.findLastIndex((change) => observedAtOf(change) === null));
      }),
      { numRuns: 1_000 },
    );
  });
});
