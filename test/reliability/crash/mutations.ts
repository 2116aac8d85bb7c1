import { randomInt, randomUUID } from 'node:crypto';
import { SaveSkusOfRun, SetSkus } from '../../e2e/documents.ts';
import type {
  AnswerFragment,
  InventoryConfirmationInput,
  ProductInput,
  StockAdjustmentInput,
  StockQuantityInput,
} from '../../e2e/generated/graphql.ts';
import {
  adjustStock,
  confirmInventory,
  type Manner,
  replaceProducts,
  setStock,
} from '../../support/client.ts';
import { run } from '../../support/graphql.ts';
import {
  confirmation,
  globalLinkStock,
  orderItem,
  product,
  smaregiAdjustment,
  smaregiStock,
} from '../../support/items.ts';
import { memoOf } from '../support/vendor-writes.ts';

/** The change of one item, in the terms of the sandbox vendors. */
export type Aim = {
  readonly channel: string;
  readonly target: string;
  readonly value: number;
  /** The quantity that the change requires. */
  readonly ifQuantity?: number;
};

/** One mutation with its key. Its caller sends it until it has an answer. */
export type Mutation = {
  readonly aims: readonly Aim[];
  send(url: string): Promise<AnswerFragment>;
  /** The operation that each answer named. */
  readonly operations: Set<string>;
  /** How often it was sent, and how many answers were not replays. */
  tries: number;
  news: number;
  /** The number of items that answers reported as canceled. */
  canceled: number;
  /** The retries that answers named, and the codes of those that were refused unexpectedly. */
  readonly retries: Set<string>;
  readonly refusals: string[];
  /** Whether it restores values that were accepted before. */
  readonly isRepair?: boolean;
};

type Item<Input> = { readonly aim: Aim; readonly input: Input };

/** Few targets, so that changes meet. */
const targetsEach = 6;

const someOf = (most: number): readonly number[] => {
  const all = Array.from({ length: targetsEach }, (_, at) => ({ at: at + 1, rank: Math.random() }));
  const shuffled = all.sort((a, b) => a.rank - b.rank).map(({ at }) => at);
  return shuffled.slice(0, randomInt(1, most + 1));
};

const skuOf = (at: number): string => `sku ${at}`;

/**
 * Saves a SKU for each number of a target. Its listings keep back 0 and 1, so that one quantity of the SKU becomes two
 * values.
 */
export const saveSkusAt = async (url: string): Promise<void> => {
  const items = Array.from({ length: targetsEach }, (_, at) => ({
    code: skuOf(at + 1),
    listings: [
      { channel: 'global-link', productId: `product-${at + 1}`, buffer: 1 },
      { channel: 'smaregi', productId: String(at + 1), locationId: '8', buffer: 0 },
    ],
  }));
  const { userErrors } = (await run(url, SaveSkusOfRun, { input: { items } })).saveSkus;
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
};

/** A mutation of these items with a key of its own. */
export const mutationOf = <Input>(
  items: readonly Item<Input>[],
  send: (url: string, items: Input[], manner: Manner) => Promise<AnswerFragment>,
): Mutation => {
  const manner = { idempotencyKey: randomUUID(), waitMs: randomInt(3) === 0 ? 100 : 0 };
  return {
    aims: items.map(({ aim }) => aim),
    send: (url) =>
      send(
        url,
        items.map(({ input }) => input),
        manner,
      ),
    operations: new Set(),
    tries: 0,
    news: 0,
    canceled: 0,
    retries: new Set(),
    refusals: [],
  };
};

/** Uses every value once. */
export const createMutations = () => {
  let last = 0;
  const next = (): number => {
    last += 1;
    return last;
  };
  /** By target, the value that was sent last. Some clients expect it. */
  const newest = new Map<string, number>();
  const conditionOf = ({ target, value }: Aim): { readonly ifQuantity?: number } => {
    const ifQuantity = newest.get(target);
    newest.set(target, value);
    return ifQuantity !== undefined && randomInt(4) === 0 ? { ifQuantity } : {};
  };

  const globalLinkItem = (at: number): Item<StockQuantityInput> => {
    const value = next();
    const id = `product-${at}`;
    const aim = { channel: 'global-link', target: `global-link/${id}`, value };
    const condition = conditionOf(aim);
    return { aim: { ...aim, ...condition }, input: globalLinkStock(id, value, condition) };
  };
  const smaregiItem = (at: number): Item<StockQuantityInput> => {
    const value = next();
    const aim = { channel: 'smaregi', target: `smaregi/${at}:8`, value };
    const condition = conditionOf(aim);
    const memo = randomInt(3) === 0 ? { memo: 'counted' } : {};
    return {
      aim: { ...aim, ...condition },
      input: smaregiStock(String(at), value, { ...memo, ...condition }),
    };
  };
  const adjustmentItem = (at: number): Item<StockAdjustmentInput> => {
    const value = next();
    const aim = { channel: 'smaregi', target: `smaregi/${at}:8`, value };
    return { aim, input: smaregiAdjustment(String(at), value, randomInt(3) === 0 ? { memo: 'sold' } : {}) };
  };
  const productItem = (at: number): Item<ProductInput> => {
    const value = next();
    const id = `product-${at}`;
    const aim = { channel: 'global-link', target: `global-link/${id}`, value };
    return { aim, input: product(id, { stockQuantity: value }) };
  };
  const confirmationItem = (at: number): Item<InventoryConfirmationInput> => {
    const value = next();
    const aim = { channel: 'brightmall', target: `brightmall/${orderItem(at)}`, value };
    return { aim, input: confirmation(orderItem(at), { memo: memoOf(value) }) };
  };

  /** A SKU becomes an item for each listing: the values are its quantity without and with the buffer. */
  const skuMutation = (numbers: readonly number[]): Mutation => {
    const skus = numbers.map((at) => {
      const kept = next();
      return { at, kept, quantity: next() };
    });
    const aims = skus.flatMap(({ at, kept, quantity }): readonly Aim[] => [
      { channel: 'global-link', target: `global-link/product-${at}`, value: kept },
      { channel: 'smaregi', target: `smaregi/${at}:8`, value: quantity },
    ]);
    for (const { target, value } of aims) newest.set(target, value);
    const items = skus.map(({ at, quantity }) => ({ sku: skuOf(at), quantity }));
    const sent = aims.map((aim) => ({ aim, input: null }));
    return mutationOf(
      sent,
      async (url, _, manner) => (await run(url, SetSkus, { input: { items, ...manner } })).setSkuStock,
    );
  };

  return (): Mutation => {
    const kind = randomInt(14);
    if (kind >= 12) return skuMutation(someOf(2));
    if (kind >= 10) return mutationOf(someOf(3).map(adjustmentItem), adjustStock);
    if (kind === 0) return mutationOf(someOf(2).map(productItem), replaceProducts);
    if (kind === 1) return mutationOf(someOf(4).map(confirmationItem), confirmInventory);
    if (kind < 5) return mutationOf(someOf(1).map(globalLinkItem), setStock);
    if (kind < 7) return mutationOf(someOf(1).map(smaregiItem), setStock);
    return mutationOf([...someOf(4).map(globalLinkItem), ...someOf(4).map(smaregiItem)], setStock);
  };
};
