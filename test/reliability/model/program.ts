import fc from 'fast-check';
import type { EndState } from '../../../src/domain/item.ts';
import { isSoak } from '../support/scale.ts';
import { type VendorFault, type VendorName, vendorFault } from './faults.ts';
import { type SkuName, skuNames } from './skus.ts';

/** The target of an item of a mutation. Its value is chosen when it is sent. */
export type ItemSpec = {
  readonly channel: 'global-link' | 'brightmall' | 'smaregi' | 'unknown';
  /** The vendor's own id of the product or the order item. */
  readonly id: string;
  /** A small number that stands for a time; null: the caller does not state it. */
  readonly observedAt: number | null;
  readonly withMemo: boolean;
  readonly withOption: boolean;
  /** A stock change requires the n-th last value of its target, if it has had one; null: it has no condition. */
  readonly ifValue: number | null;
  /** The SKU whose listing the item sets. */
  readonly sku?: SkuName;
};
export type Kind = 'STOCK_SET' | 'STOCK_ADJUSTMENT' | 'PRODUCT_REPLACEMENT' | 'INVENTORY_CONFIRMATION';
/** When a gateway is killed: at once, or when the next bytes of this kind pass. */
export type CrashPoint = 'now' | 'request' | 'answer' | 'webhook';

export type SoldProduct = (typeof soldProducts)[number];

export type DriftPlan = {
  readonly sold: SoldProduct;
  readonly lost: readonly SoldProduct[];
  /** A client sets it during the repair. It may be one of those that are lost. */
  readonly set: SoldProduct;
  readonly isRepairFirst: boolean;
  readonly crashAt: CrashPoint;
};

export type Command =
  | {
      readonly type: 'mutate';
      readonly kind: Kind;
      readonly items: readonly ItemSpec[];
      readonly key: string | null;
      readonly waitMs: number;
      /** Whether the next command waits for the answer. */
      readonly isAwaited: boolean;
    }
  /** Sets the stock of all listings of SKUs. */
  | {
      readonly type: 'set-skus';
      readonly skus: readonly SkuName[];
      readonly observedAt: number | null;
      readonly key: string | null;
      readonly waitMs: number;
      readonly isAwaited: boolean;
    }
  /** Repeats the n-th mutation so far, with its key. */
  | { readonly type: 'again'; readonly which: number; readonly isAwaited: boolean }
  /** Cancels the n-th operation that was answered so far. */
  | { readonly type: 'cancel'; readonly which: number; readonly isAwaited: boolean }
  /** Retries items of the n-th operation that was answered so far. */
  | {
      readonly type: 'retry';
      readonly which: number;
      readonly statuses: readonly EndState[];
      readonly isAwaited: boolean;
    }
  | ({ readonly type: 'fault' } & VendorFault)
  | { readonly type: 'heal' }
  | { readonly type: 'slow'; readonly vendor: VendorName; readonly latencyMs: number }
  | { readonly type: 'press'; readonly vendor: VendorName; readonly maxConcurrent: number | null }
  | { readonly type: 'expire-tokens' }
  /** The vendor loses all stock of a product at a store without an event, and holds a quantity that no client sets. */
  | { readonly type: 'lose'; readonly id: string }
  /** The vendor changes the stock itself, with an event. */
  | { readonly type: 'sell'; readonly id: string }
  /** From now on, the gateway reads the vendor's lists and receives its events. */
  | { readonly type: 'listen' }
  /** Repairs what the vendor lost. */
  | { readonly type: 'repair'; readonly isAwaited: boolean }
  /** The end of a program: the vendor changes stock while nothing else happens, and clients repair it. */
  | ({ readonly type: 'drift' } & DriftPlan)
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'crash'; readonly at: CrashPoint; readonly downMs: number }
  | { readonly type: 'stop'; readonly downMs: number }
  | { readonly type: 'jump'; readonly ms: number };

/** Few, so that changes meet; some that the vendors refuse, and one whose webhook never comes. */
const products = ['product-1', 'product-1', 'product-2', 'product-3', 'missing-001', 'strange-001'];
/** The products of Smaregi that it does not refuse. */
export const soldProducts = ['1', '2', '3'] as const;
const orderItems = [1, 1, 2, 404, 409].map((number) => `202601220157_000020196_[${number}]`);
const storeProducts = ['1', '1', '2', '3', '404404', '408408'];

const about = fc.record({
  observedAt: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 2 }),
  withMemo: fc.boolean(),
  withOption: fc.boolean(),
  ifValue: fc.option(fc.nat({ max: 1 }), { freq: 2 }),
});
const itemOn = (channel: ItemSpec['channel'], ids: readonly string[]): fc.Arbitrary<ItemSpec> =>
  fc.record({ id: fc.constantFrom(...ids), about }).map(({ id, about: rest }) => ({ channel, id, ...rest }));

const stockItem = fc.oneof(
  { weight: 8, arbitrary: itemOn('global-link', products) },
  { weight: 8, arbitrary: itemOn('smaregi', storeProducts) },
  { weight: 1, arbitrary: itemOn('brightmall', products) },
  { weight: 1, arbitrary: itemOn('unknown', products) },
);

const adjustmentItem = fc.oneof(
  { weight: 8, arbitrary: itemOn('smaregi', storeProducts) },
  { weight: 1, arbitrary: itemOn('unknown', products) },
);

const some = (item: fc.Arbitrary<ItemSpec>) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.array(item, { minLength: 1, maxLength: 1 }) },
    { weight: 3, arbitrary: fc.array(item, { minLength: 2, maxLength: 6 }) },
  );
const mutationOf = (kind: Kind, item: fc.Arbitrary<ItemSpec>): fc.Arbitrary<Command> =>
  fc.record({
    type: fc.constant('mutate' as const),
    kind: fc.constant(kind),
    items: some(item),
    key: fc.option(fc.constantFrom('key-1', 'key-2', 'key-3'), { freq: 3, nil: null }),
    waitMs: fc.constantFrom(0, 0, 30, 300),
    isAwaited: fc.boolean(),
  });

const setSkus: fc.Arbitrary<Command> = fc.record({
  type: fc.constant('set-skus' as const),
  skus: fc.shuffledSubarray([...skuNames], { minLength: 1 }),
  observedAt: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 2, nil: null }),
  key: fc.option(fc.constantFrom('key-1', 'key-2', 'key-3'), { freq: 3, nil: null }),
  waitMs: fc.constantFrom(0, 0, 30, 300),
  isAwaited: fc.boolean(),
});

const vendor = fc.constantFrom<VendorName>('globalLink', 'brightmall', 'smaregi');
const hour = 3_600_000;

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 24, arbitrary: mutationOf('STOCK_SET', stockItem) },
  { weight: 8, arbitrary: mutationOf('STOCK_ADJUSTMENT', adjustmentItem) },
  { weight: 6, arbitrary: setSkus },
  { weight: 6, arbitrary: mutationOf('PRODUCT_REPLACEMENT', itemOn('global-link', products)) },
  { weight: 6, arbitrary: mutationOf('INVENTORY_CONFIRMATION', itemOn('brightmall', orderItems)) },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('again'), which: fc.nat({ max: 20 }), isAwaited: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('cancel'),
      which: fc.nat({ max: 40 }),
      isAwaited: fc.boolean(),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('retry'),
      which: fc.nat({ max: 20 }),
      statuses: fc.subarray(['FAILED', 'OUTCOME_UNKNOWN', 'CANCELED', 'SUPERSEDED'] as const, {
        minLength: 3,
      }),
      isAwaited: fc.boolean(),
    }),
  },
  { weight: 10, arbitrary: vendorFault.map((fault) => ({ type: 'fault' as const, ...fault })) },
  { weight: 2, arbitrary: fc.constant<Command>({ type: 'heal' }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('slow'), vendor, latencyMs: fc.constantFrom(0, 5, 40, 250) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('press'), vendor, maxConcurrent: fc.constantFrom(null, 1, 2) }),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ type: 'expire-tokens' }) },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('lose'), id: fc.constantFrom(...storeProducts.slice(0, 4)) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('sell'), id: fc.constantFrom(...storeProducts.slice(0, 4)) }),
  },
  { weight: 6, arbitrary: fc.constant<Command>({ type: 'listen' }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('repair'), isAwaited: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('wait'), ms: fc.integer({ min: 0, max: 120 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('crash'),
      at: fc.constantFrom<CrashPoint>('now', 'request', 'answer', 'webhook'),
      downMs: fc.constantFrom(0, 0, 20, 80),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('stop'), downMs: fc.constantFrom(0, 30) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('jump'), ms: fc.integer({ min: -2 * hour, max: 2 * hour }) }),
  },
);

const drift: fc.Arbitrary<Command> = fc.record({
  type: fc.constant('drift'),
  sold: fc.constantFrom(...soldProducts),
  lost: fc.subarray([...soldProducts], { minLength: 1, maxLength: 2 }),
  set: fc.constantFrom(...soldProducts),
  isRepairFirst: fc.boolean(),
  crashAt: fc.constantFrom<CrashPoint>('now', 'request', 'answer', 'webhook'),
});

export const programOf = (maxLength: number): fc.Arbitrary<readonly Command[]> =>
  fc
    .record({
      commands: fc.array(command, { minLength: Math.ceil(maxLength / 3), maxLength, size: 'max' }),
      end: fc.oneof(drift, { weight: isSoak ? 0 : 2, arbitrary: fc.constant(null) }),
    })
    .map(({ commands, end }) => (end ? [...commands, end] : commands));
