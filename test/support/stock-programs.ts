import fc from 'fast-check';
import type { Change, StockChange } from '../../src/domain/changes/change.ts';
import type { OperationId, OptionId } from '../../src/domain/ids.ts';
import type { ItemState } from '../../src/domain/item.ts';
import { optionGroupOf, optionStock, productOf, stockOf } from './changes.ts';

/** Programs of stock changes of one product, and their expected results. */

export type Step =
  | {
      readonly type: 'accept';
      readonly change: StockChange | ReturnType<typeof productOf>;
      readonly fails: boolean;
    }
  /** The next change of the free target is sent, and stays in flight until the vendor answers. */
  | { readonly type: 'send' }
  | { readonly type: 'answer' };

const optionIds = ['red', 'blue', 'green'];
const quantity = fc.integer({ min: 0, max: 1_000_000 });
const options = fc
  .subarray(optionIds)
  .chain((ids) => fc.tuple(...ids.map((id) => quantity.map((amount) => optionStock(id, amount)))));
const observedAt = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 4 });
const stock = fc
  .record({ quantity, observedAt, options })
  .map(({ quantity: amount, ...more }) => stockOf('1', amount, { ...more, soldOut: amount % 2 === 0 }));
const product = options.map((some) =>
  productOf('1', {
    stockQuantity: some.length,
    optionGroups: [
      optionGroupOf(...some.map((one) => ({ optionId: one.optionId, stockQuantity: one.quantity }))),
    ],
  }),
);

/** Each product quantity can be distinguished by its sold-out flag and its number. */
export const programs = (kinds: 'stock' | 'any', maxLength = 24): fc.Arbitrary<readonly Step[]> => {
  const change =
    kinds === 'stock' ? stock : fc.oneof({ weight: 8, arbitrary: stock }, { weight: 1, arbitrary: product });
  const fails = fc.integer({ min: 0, max: 5 }).map((die) => die === 0);
  const accept = fc.record({ type: fc.constant('accept' as const), change, fails });
  const send = fc.constant({ type: 'send' as const });
  const answer = fc.constant({ type: 'answer' as const });
  return fc.array(
    fc.oneof(
      { weight: 3, arbitrary: accept },
      { weight: 2, arbitrary: send },
      { weight: 2, arbitrary: answer },
    ),
    { maxLength },
  );
};

/** The vendor's quantity of each value: the product's own under null. */
export type Held = ReadonlyMap<OptionId | null, string>;

const own = ({ quantity: amount, soldOut }: Pick<StockChange, 'quantity' | 'soldOut'>) =>
  `${amount}/${soldOut}`;

/** The vendor's quantities after another call. A call sets every value that it contains. */
export const heldAfter = (held: Held, change: Change): Held => {
  switch (change.kind) {
    case 'STOCK_SET':
      return new Map([
        ...held,
        [null, own(change)],
        ...change.options.map((option) => [option.optionId, String(option.quantity)] as const),
      ]);
    case 'PRODUCT_REPLACEMENT':
      return new Map([
        [null, `${change.stockQuantity}/product`],
        ...change.optionGroups
          .flatMap((group) => group.options)
          .map((option) => [option.optionId, String(option.stockQuantity)] as const),
      ]);
    case 'STOCK_ADJUSTMENT':
    case 'INVENTORY_CONFIRMATION':
      return held;
  }
};

/** One accepted change and its outcome. */
export type End = {
  readonly operationId: OperationId;
  readonly change: Change;
  readonly state: ItemState;
  readonly by: OperationId | null;
};

/** Whether the vendor refused the change, or the one that superseded it. */
const cameToNothing = (end: End, all: ReadonlyMap<OperationId, End>): boolean => {
  if (end.state === 'FAILED') return true;
  const by = end.by === null ? undefined : all.get(end.by);
  return by !== undefined && cameToNothing(by, all);
};

type Winner = { readonly value: string; readonly observedAt: number | null };

/**
 * The expected quantity of each value at the end, computed value by value without the rules of the program: the newest
 * observation since the last plain order, and of equal ones the last accepted. A refused change has no effect.
 */
export const expectedOf = (ends: readonly End[]): Held => {
  const all = new Map(ends.map((end) => [end.operationId, end]));
  let winners = new Map<OptionId | null, Winner>();
  for (const end of ends) {
    const { change } = end;
    if (cameToNothing(end, all) || change.kind === 'INVENTORY_CONFIRMATION') continue;
    const values = heldAfter(new Map(), change);
    const observedAt = change.kind === 'STOCK_SET' ? change.observedAt : null;
    if (change.kind === 'PRODUCT_REPLACEMENT') winners = new Map();
    for (const [optionId, value] of values) {
      const winner = winners.get(optionId);
      const wins = observedAt === null || observedAt >= (winner?.observedAt ?? observedAt);
      if (wins) winners.set(optionId, { value, observedAt });
    }
  }
  return new Map([...winners].map(([optionId, { value }]) => [optionId, value]));
};

const namedBy = (change: Change): ReadonlySet<OptionId | null> =>
  new Set(change.kind === 'STOCK_SET' ? [null, ...change.options.map(({ optionId }) => optionId)] : []);

/** Values of a superseded change that no newer change covers that was applied or waits. */
export const uncoveredOf = (superseded: End, ends: readonly End[]): readonly (OptionId | null)[] => {
  const { change, operationId } = superseded;
  if (change.kind !== 'STOCK_SET') return [];
  const at = change.observedAt;
  const covers = (end: End): boolean => {
    const newer = end.change;
    if (newer.kind !== 'STOCK_SET' || end.operationId === operationId) return false;
    if (end.state === 'FAILED' || end.state === 'SUPERSEDED') return false;
    const isLater = end.operationId > operationId;
    if (at === null || newer.observedAt === null) return isLater;
    return newer.observedAt > at || (newer.observedAt === at && isLater);
  };
  const covering = ends.filter(covers).map((end) => namedBy(end.change));
  return [...namedBy(change)].filter((optionId) => !covering.some((named) => named.has(optionId)));
};
