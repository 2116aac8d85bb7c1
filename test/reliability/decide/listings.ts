import { withKnownValues } from '../../../src/core/deliver/option-rows.ts';
import { type Change, onlyOptionOf, targetOf } from '../../../src/domain/changes/change.ts';
import { asOptionId, asSkuCode } from '../../../src/domain/ids.ts';
import type { ItemRef } from '../../../src/domain/operation.ts';
import type { RequestRow } from '../../../src/ports/journal/requests.ts';
import { stockOf } from '../../support/changes.ts';
import { namedBy } from './laws.ts';
import type { MemoryStore, StoredItem } from './memory-store.ts';

type Random = {
  below(limit: number): number;
  chance(share: number): boolean;
  pick<One>(all: readonly One[]): One | undefined;
};

const nameOf = ({ operationId, index }: ItemRef): string => `${operationId}/${index}`;

/** All values in the row of a change. */
const valuesOf = (change: Change): readonly (readonly [value: string, quantity: number])[] => {
  if (change.kind === 'PRODUCT_REPLACEMENT') return [['product', change.stockQuantity]];
  if (change.kind !== 'STOCK_SET') return [];
  return [
    ['product', change.quantity],
    ...change.options.map(({ optionId, quantity }) => [optionId, quantity] as const),
  ];
};

/** Listings of SKUs that are options, and the values that the vendor has. */
export const createListings = (store: MemoryStore, random: Random) => {
  /** By item, the change as it was last sent. */
  const sentAs = new Map<string, Change>();
  /** By target and value. */
  const quantities = new Map<string, number>();
  let checked = 0;
  return {
    /** Sets an option, with the other values as they are known now. Null if they are not known. */
    changeOf: (products: readonly string[], value: number): Change | null => {
      const id = random.pick(products) ?? '1';
      const target = store.targets.get(id);
      const own = target?.levels.get(null)?.level;
      const option = random.pick([...(target?.levels.keys() ?? [])].filter((key) => key !== null));
      if (!target || !own || option === undefined) return null;
      // A vendor with options takes no adjustments.
      if (target.items.some(({ change }) => change.kind === 'STOCK_ADJUSTMENT')) return null;
      const options = [...target.levels.values()].flatMap(({ level: { optionId, quantity } }) =>
        optionId === null ? [] : [{ optionId, quantity: optionId === option ? value : quantity }],
      );
      return stockOf(id, own.quantity, {
        ...{ soldOut: own.soldOut, options },
        observedAt: random.chance(0.2) ? 100 + random.below(6) : null,
        listing: { sku: asSkuCode(`${id}/${option}`), optionId: asOptionId(option) },
      });
    },
    /** Rows of one option alone get the newest known values of their product when they are sent. */
    send: (rows: readonly RequestRow[]): void => {
      for (const row of rows) {
        const { change } = row;
        const levels = [...(store.targets.get(targetOf(change))?.levels.values() ?? [])];
        const isOfOption = change.kind === 'STOCK_SET' && onlyOptionOf(change) !== null;
        const known = levels.map(({ level }) => level);
        sentAs.set(nameOf(row), isOfOption ? withKnownValues(change, known) : change);
      }
    },
    /** The vendor applies a row as it was sent. Gives the row. */
    applied: (row: RequestRow): RequestRow => {
      const change = sentAs.get(nameOf(row)) ?? row.change;
      for (const [value, quantity] of valuesOf(change))
        quantities.set(`${targetOf(change)} ${value}`, quantity);
      return { ...row, change };
    },
    /**
     * The vendor has each value of a target as the newest applied change about it set it, whichever other values were
     * set since. It may have another one if a row was applied that the gateway did not see, or if observations decide.
     */
    breachesAt: (target: string, items: readonly StoredItem[]): readonly string[] => {
      if (items.some(({ change }) => change.kind === 'STOCK_ADJUSTMENT')) return [];
      if (items.some(({ change }) => change.kind === 'STOCK_SET' && change.observedAt !== null)) return [];
      const expected = new Map<string, number>();
      for (const { change, progress } of items) {
        if (progress.state !== 'APPLIED') continue;
        const named = new Set(namedBy(change));
        for (const [value, quantity] of valuesOf(change)) if (named.has(value)) expected.set(value, quantity);
      }
      checked += expected.size;
      return [...expected].flatMap(([value, quantity]) => {
        const found = quantities.get(`${target} ${value}`);
        return found === quantity ? [] : [`${value} of ${target} is ${found}, not ${quantity}`];
      });
    },
    counts: () => ({
      checked,
      /** Listings of options that were applied. */
      listings: [...store.items.values()]
        .flat()
        .filter((one) => one?.progress.state === 'APPLIED' && onlyOptionOf(one.change) !== null).length,
    }),
  };
};

export type Listings = ReturnType<typeof createListings>;
