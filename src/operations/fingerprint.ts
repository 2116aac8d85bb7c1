import { createHash } from 'node:crypto';
import type { OperationKind } from '../domain/operation.ts';
import type { InputOf, OptionGroupInput } from './inputs.ts';

/** Names the rule, so that another one can follow it: a fingerprint of the rule before has no prefix. */
const version = '2:';

type WithoutDefaults = { readonly [Kind in OperationKind]: (item: InputOf[Kind]) => object };

const unlessEmpty = <List extends readonly unknown[]>(list: List | null | undefined): List | null =>
  list?.length ? list : null;

const unlessEqual = <Value>(value: Value, usual: Value): Value | null => (value === usual ? null : value);

const groupWithoutDefaults = ({ type, ...group }: OptionGroupInput): object => ({
  ...group,
  type: unlessEqual(type, 'COMBINATION'),
});

/** The defaults that the schema declares or describes. None depends on a channel. */
const withoutDefaults: WithoutDefaults = {
  STOCK_UPDATE: (item) => ({
    ...item,
    soldOut: unlessEqual(item.soldOut, item.quantity === 0),
    options: unlessEmpty(item.options),
  }),
  PRODUCT_UPDATE: (item) => ({
    ...item,
    discountedPrice: unlessEqual(item.discountedPrice, item.price),
    freeShippingThreshold: unlessEqual(item.freeShippingThreshold, 0),
    exportProhibited: unlessEqual(item.exportProhibited, false),
    optionGroups: unlessEmpty(item.optionGroups)?.map(groupWithoutDefaults),
  }),
  INVENTORY_CONFIRMATION: (item) => item,
};

/**
 * A value as JSON that is equal for equal values alone. An object is the list of its fields in the order of their names,
 * without those that are null, so that no name has a meaning of its own (`__proto__`). JSON writes half a surrogate pair
 * as an escape, and -0 as 0. A number that JSON has no word for is written as text of its own kind.
 */
const canonical = (value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) };
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return { list: value.map(canonical) };
  if (value instanceof Date) return { time: canonical(value.getTime()) };
  if (value instanceof URL) return { url: value.href };
  return Object.entries(value)
    .filter(([, one]) => one !== null && one !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, one]) => [name, canonical(one)]);
};

/**
 * The same for the same request, and for nothing else. It goes by the items as the client sent them, and by nothing that
 * the gateway knows or is set to: a channel may be taken away, and the rules of a vendor may change. Equal are: a field
 * that is left out, null, or has its default; fields in another order; times of one instant with other offsets or digits
 * after the milliseconds; a URL in another spelling that means the same; an id as a number and as text; 1 and 1.0; 0 and
 * -0. The order of items and of the entries of lists counts.
 */
export const fingerprintOf = <Kind extends OperationKind>(
  kind: Kind,
  items: readonly InputOf[Kind][],
): string => {
  const without: (item: InputOf[Kind]) => object = withoutDefaults[kind];
  const request = JSON.stringify([kind, items.map((item) => canonical(without(item)))]);
  return version + createHash('sha256').update(request).digest('base64url');
};
