import { createHash } from 'node:crypto';
import type { OperationKind } from '../../domain/operation.ts';
import type { RetryRequest } from '../gateway.ts';
import type { InputOf, OptionGroupInput, SkuQuantityInput, StockTargetInput } from './inputs.ts';

/** The version of the rule. */
const version = '3:';

type WithoutDefaults = { readonly [Kind in OperationKind]: (item: InputOf[Kind]) => object };

const unlessEmpty = <List extends readonly unknown[]>(list: List | null | undefined): List | null =>
  list?.length ? list : null;

const unlessEqual = <Value>(value: Value, other: Value): Value | null => (value === other ? null : value);

const groupWithoutDefaults = ({ type, ...group }: OptionGroupInput): object => ({
  ...group,
  type: unlessEqual(type, 'COMBINATION'),
});

/** Removes the defaults that the schema declares or describes. None depends on a channel. */
const withoutDefaults: WithoutDefaults = {
  STOCK_SET: (item) => ({
    ...item,
    soldOut: unlessEqual(item.soldOut, item.quantity === 0),
    options: unlessEmpty(item.options),
  }),
  STOCK_ADJUSTMENT: (item) => item,
  PRODUCT_REPLACEMENT: (item) => ({
    ...item,
    discountedPrice: unlessEqual(item.discountedPrice, item.price),
    freeShippingThreshold: unlessEqual(item.freeShippingThreshold, '0'),
    exportProhibited: unlessEqual(item.exportProhibited, false),
    optionGroups: unlessEmpty(item.optionGroups)?.map(groupWithoutDefaults),
  }),
  INVENTORY_CONFIRMATION: (item) => item,
};

type Order = readonly (readonly [name: string, quoted: string])[];

/** The most orders of fields that are cached. The items of one request have few. */
const maxCached = 1_000;
const orders = new Map<string, Order>();

/** The fields of an object, sorted by name. Cached, because sorting takes most of the time of a fingerprint. */
const orderOf = (value: object): Order => {
  const names = Object.keys(value);
  const key = names.join();
  const known = orders.get(key);
  if (known?.length === names.length) return known;
  const order = names.toSorted().map((name) => [name, `${JSON.stringify(name)}:`] as const);
  // Names with a comma are not cached. Their joined text may equal that of other names, but their number differs.
  if (orders.size < maxCached && names.every((name) => !name.includes(','))) orders.set(key, order);
  return order;
};

const fieldsOf = (value: object): string => {
  let text = '';
  for (const [name, quoted] of orderOf(value)) {
    const one: unknown = Reflect.get(value, name);
    if (one !== null && one !== undefined) text += `${quoted}${canonical(one)},`;
  }
  return `{${text}}`;
};

/** Whether JSON quotes the text without escapes. */
const isPlain = (text: string): boolean => /^[\w .:+/=-]*$/u.test(text);

/**
 * A text that is equal for equal values only. The fields of an object are sorted by name, and null fields are left out. No
 * name has a special meaning (`__proto__`). Texts are quoted as JSON, with an escape for half a surrogate pair. Numbers
 * are written as JavaScript does, so 0 and -0 are equal.
 */
const canonical = (value: unknown): string => {
  if (typeof value === 'string') return isPlain(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Date) return `time(${value.getTime()})`;
  if (value instanceof URL) return `url(${JSON.stringify(value.href)})`;
  return fieldsOf(value);
};

const hashOf = (request: string): string =>
  version + createHash('sha256').update(request).digest('base64url');

/**
 * The fingerprint of a request. It depends only on the items as the client sent them, because settings and the rules of
 * vendors may change. These are equal: a field that is omitted, null, or has its default; another order of fields; the
 * same instant with another offset, or with more digits than milliseconds; another spelling of the same URL; an id as
 * number and as text; 1 and 1.0; 0 and -0. The order of items, and of entries in lists, matters.
 */
export const fingerprintOf = <Kind extends OperationKind>(
  kind: Kind,
  items: readonly InputOf[Kind][],
): string => {
  const without: (item: InputOf[Kind]) => object = withoutDefaults[kind];
  return hashOf(`${kind}[${items.map((item) => canonical(without(item))).join()}]`);
};

/** The fingerprint of a request that sets the stock of SKUs. It does not depend on their listings, which may change. */
export const fingerprintOfSkus = (items: readonly SkuQuantityInput[]): string =>
  hashOf(`SKU_STOCK_SET[${items.map(canonical).join()}]`);

/** The fingerprint of a request that repairs drift. It does not depend on the drift, which ends with the repair. */
export const fingerprintOfRepair = (targets: readonly StockTargetInput[]): string =>
  hashOf(`DRIFT_REPAIR[${targets.map(canonical).join()}]`);

/** The fingerprint of a retry. No status may occur twice. The order of the statuses does not matter. */
export const retryFingerprintOf = ({
  operationId,
  statuses,
  retryableOnly,
}: Pick<RetryRequest, 'operationId' | 'statuses' | 'retryableOnly'>): string =>
  hashOf(`RETRY${canonical({ operationId, statuses: statuses.toSorted(), retryableOnly })}`);
