import { createHash } from 'node:crypto';
import type { OperationKind } from '../../domain/operation.ts';
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

type Order = readonly (readonly [name: string, quoted: string])[];

/** Orders of fields that are kept: items of one request have few. */
const maxKept = 1_000;
const orders = new Map<string, Order>();

/** The fields of an object in the order of their names: to sort them again for each item takes most of the time. */
const orderOf = (value: object): Order => {
  const names = Object.keys(value);
  const key = names.join();
  const known = orders.get(key);
  if (known?.length === names.length) return known;
  const order = names.toSorted().map((name) => [name, `${JSON.stringify(name)}:`] as const);
  // Names with a comma are not kept. Where they are joined like kept ones, there are fewer of them.
  if (orders.size < maxKept && names.every((name) => !name.includes(','))) orders.set(key, order);
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

/** Texts that are the same in quotes. */
const isPlain = (text: string): boolean => /^[\w .:+/=-]*$/u.test(text);

/**
 * A value as text that is equal for equal values alone. The fields of an object stand in the order of their names, without
 * those that are null, and no name has a meaning of its own (`__proto__`). Every text is quoted as JSON quotes it, with
 * half a surrogate pair as an escape, so that no text reads as another value. A number is written as JavaScript writes
 * it: 0 and -0 alike, and those that JSON has no word for too.
 */
const canonical = (value: unknown): string => {
  if (typeof value === 'string') return isPlain(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Date) return `time(${value.getTime()})`;
  if (value instanceof URL) return `url(${JSON.stringify(value.href)})`;
  return fieldsOf(value);
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
  const request = `${kind}[${items.map((item) => canonical(without(item))).join()}]`;
  return version + createHash('sha256').update(request).digest('base64url');
};
