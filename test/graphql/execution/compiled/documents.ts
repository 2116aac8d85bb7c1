import {
  type GraphQLArgument,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isLeafType,
  isRequiredArgument,
} from 'graphql';
import { expect } from 'vitest';
import { productNodeId } from '../../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../../src/graphql/schema.ts';
import { operation, product } from '../../fixtures.ts';
import type { Variables } from '../../run.ts';

/** A choice: a number below a bound. */
export type Choose = (below: number) => number;

export const choosing =
  (stream: IterableIterator<number>): Choose =>
  (below) =>
    below > 0 ? Number(stream.next().value) % below : 0;

const oneOf = <Value>(choose: Choose, values: readonly Value[]): Value =>
  values[choose(values.length)] ?? expect.fail('There is nothing to choose from');

/** Values of arguments that the rule for compiled documents allows. */
const plain: Readonly<Record<string, readonly string[]>> = {
  Int: ['0', '1', '50', '100', 'null', '$int', '$count', '-1'],
  ID: ['5', '$id', '$operation', '$product', '$channel', '$given'],
  String: ['$text', 'null'],
};

/** Values that it refuses. */
const refused: Readonly<Record<string, readonly string[]>> = {
  Int: ['-0', '$_int', '$idx0'],
  ID: ['"smaregi"', '"__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d1"', '""" a """', '-0', '$__proto__'],
  String: ['"x"', '"\\u2028\\"`$"', '$constructor'],
  ProductFilter: ['{ channels: ["global-link", $id] }', '{ search: $text }', '{ quantity: { min: $int } }'],
  ProductSort: ['{ field: NAME }', '{ field: OBSERVED_AT, direction: DESC }'],
  StockFilter: ['{ channels: ["smaregi"], pending: $maybe }', '{ productIds: $ids }'],
  StockSort: ['{ field: QUANTITY, direction: DESC }'],
  OperationFilter: ['{ kinds: [STOCK_SET, $kind] }', '{ statuses: [$status], hasFailures: $maybe }'],
  ResultFilter: ['{ statuses: [FAILED, $item] }', '{ channels: $ids }'],
  StockTargetInput: [
    '{ channel: "smaregi", productId: $id, locationId: "8" }',
    '{ channel: "global-link", productId: 5, optionId: $given }',
  ],
};

const names = ['a0', 'a1', 'a2', 'idx0', 'Query', 'B'];
const oddNames = [
  'then',
  '__proto__',
  'constructor',
  'toJSON',
  'a_b',
  '_a',
  'catch',
  'hasOwnProperty',
  '__a',
];
const directives = ['@skip(if: $no)', '@include(if: $yes)', '@include(if: false)', '@skip(if: $maybe)'];

/** The choices for a document. An odd one may contain what the rule refuses. */
export type Style = { readonly choose: Choose; readonly isOdd: boolean };

const literal = ({ choose, isOdd }: Style, type: string): string => {
  const known = [...(plain[type] ?? ['null']), ...(isOdd ? (refused[type] ?? []) : [])];
  return oneOf(choose, known);
};

const argument = (style: Style, { name, type }: GraphQLArgument): string => {
  const of = getNamedType(type).name;
  if (!String(type).startsWith('[')) return `${name}: ${literal(style, of)}`;
  const lists: Readonly<Record<string, string>> = { ID: '$ids', StockTargetInput: '$targets' };
  if (!style.isOdd || style.choose(2) === 0) return `${name}: ${lists[of] ?? 'null'}`;
  const values = Array.from({ length: style.choose(3) }, () => literal(style, of));
  return `${name}: [${values.join(', ')}]`;
};

const directive = ({ choose, isOdd }: Style): string =>
  isOdd && choose(8) === 0 ? oneOf(choose, directives) : '';

const aliasOf = ({ choose, isOdd }: Style): string => {
  if (choose(3) > 0) return '';
  return `${oneOf(choose, isOdd ? [...names, ...oddNames] : names)}: `;
};

/** A selection of any fields of a type. */
export const selection = (style: Style, type: GraphQLNamedType, depth: number): string => {
  const { choose } = style;
  const parts: string[] = [];
  const fields = 'getFields' in type && !isInputObjectType(type) ? Object.values(type.getFields()) : [];
  for (let count = 1 + choose(5); count > 0; count -= 1) {
    const field = fields[choose(fields.length)];
    const kind = choose(8);
    if (kind === 0 || !field) parts.push(`${aliasOf(style)}__typename`);
    else if (kind === 1 && depth > 0) {
      const others = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      const on = others[choose(others.length)] ?? type;
      parts.push(`... on ${on.name} ${directive(style)} ${selection(style, on, depth - 1)}`);
    } else if (kind === 2 && fragments[type.name]) parts.push(`...${type.name}Part ${directive(style)}`);
    else {
      const of = getNamedType(field.type);
      if (!isLeafType(of) && depth === 0) continue;
      const args = field.args
        .filter((one) => isRequiredArgument(one) || choose(3) === 0)
        .map((one) => argument(style, one));
      const below = isLeafType(of) ? '' : selection(style, of, depth - 1);
      const given = args.length > 0 ? `(${args.join(', ')})` : '';
      parts.push(`${aliasOf(style)}${field.name}${given} ${directive(style)} ${below}`);
    }
  }
  return `{ ${parts.join(' ')} __typename }`;
};

const fragments: Readonly<Record<string, string>> = {
  Operation: '{ id kind a2: status ...on Operation { itemCount } }',
  Product: '{ name stock { nodes { quantity channel { key } } } a1: price { amount currency } }',
  ItemResult:
    '{ index target { channelKey } change { __typename } ... on ItemFailure { code message } ... on StockApplied { stock { ...StockLevelPart } } }',
  StockLevel: '{ productId quantity observedAt a0: pending }',
};

/** The fragments that a text spreads, directly and indirectly. */
const fragmentsFor = (text: string): string => {
  const used = new Set<string>();
  const find = (where: string): void => {
    for (const [name, body] of Object.entries(fragments)) {
      if (used.has(name) || !where.includes(`...${name}Part`)) continue;
      used.add(name);
      find(body);
    }
  };
  find(text);
  return [...used].map((name) => `fragment ${name}Part on ${name} ${fragments[name]}`).join(' ');
};

const operationId = btoa(`Operation:${operation(1).id}`);
const productId = btoa(`Product:${productNodeId(product('product-001'))}`);
const target = { channel: 'smaregi', productId: '567', locationId: '8' };

type Declared = { readonly type: string; readonly values: readonly unknown[] };

/** Declared types, and values: undefined for a variable that is left out. */
const declared: Readonly<Record<string, Declared>> = {
  int: { type: 'Int = 2', values: [undefined, null, 1, 50, 0, -0, 1.5, '1', 2 ** 31] },
  count: { type: 'Int', values: [undefined, null, 3, 101] },
  _int: { type: 'Int', values: [undefined, 1] },
  idx0: { type: 'Int', values: [undefined, 1] },
  id: { type: 'ID!', values: ['567', 567, '567', 'x', null, undefined, -0, 1.5, {}] },
  given: { type: 'ID = 567', values: [undefined, null, '567'] },
  operation: { type: 'ID!', values: [operationId] },
  product: { type: 'ID!', values: [productId] },
  channel: { type: 'ID!', values: ['global-link', 'nowhere', 'constructor'] },
  text: { type: 'String', values: [null, undefined, 'x', 5] },
  constructor: { type: 'String', values: [undefined, null] },
  ['__proto__']: { type: 'ID', values: [undefined, '567', null] },
  kind: { type: 'OperationKind!', values: ['STOCK_SET', 'toString', 5] },
  status: { type: 'OperationStatus! = COMPLETED', values: [undefined, 'RUNNING', null] },
  item: { type: 'ItemStatus!', values: ['FAILED', undefined, null] },
  ids: {
    type: '[ID!]!',
    values: [[operationId, productId, 5], [], operationId, [null], null, undefined, [[operationId]]],
  },
  targets: {
    type: '[StockTargetInput!]!',
    values: [[target], target, [], [{ ...target, extra: 1 }], [null]],
  },
  no: { type: 'Boolean!', values: [true, false, null] },
  yes: { type: 'Boolean = true', values: [undefined, false, null] },
  maybe: { type: 'Boolean = false', values: [undefined, true, null] },
  input: {
    type: 'SetStockInput!',
    values: [
      { items: [{ ...target, quantity: 4 }] },
      {
        items: [{ ...target, quantity: 4, observedAt: '2026-01-22T01:57:00Z', soldOut: null }],
        waitMs: null,
      },
      { items: [{ ...target, quantity: 4 }], waitMs: 1, idempotencyKey: null },
      { items: { ...target, quantity: 4 } },
      { items: [], waitMs: -1 },
      { items: [{ ...target, quantity: 4.5 }] },
      { items: [JSON.parse('{"__proto__":{},"channel":"smaregi","productId":"1","quantity":1}')] },
      null,
      undefined,
    ],
  },
};

export type Generated = { readonly text: string; readonly variables: Variables };

const generated = ({ choose }: Style, kind: string, fields: string): Generated => {
  const body = `${fields} ${fragmentsFor(fields)}`;
  const used = Object.entries(declared).filter(([name]) => new RegExp(`\\$${name}\\b`, 'u').test(body));
  const head = used.map(([name, { type }]) => `$${name}: ${type}`).join(', ');
  // The first value fits and is the most frequent one.
  const values = used.map(([name, of]) => [name, of.values[choose(3) > 0 ? 0 : choose(of.values.length)]]);
  const given = values.filter(([, value]) => value !== undefined);
  return { text: `${kind} ${head && `(${head})`} ${body}`, variables: Object.fromEntries(given) };
};

export const anyQuery = (style: Style): Generated =>
  generated(style, 'query', selection(style, schema.getQueryType() ?? expect.fail(), 5));

/** A mutation with a channel in its payload that is not configured, in one of four cases: its answer has an error. */
export const anyMutation = (style: Style): Generated => {
  const { choose, isOdd } = style;
  const field = schema.getMutationType()?.getFields()['setStock'] ?? expect.fail();
  const any = selection(style, getNamedType(field.type), 5);
  const fields = choose(4) === 0 ? `{ ${failing} ... ${any} }` : any;
  const inline = '{ items: [{ channel: "smaregi", productId: $id, quantity: 4 }], waitMs: $int }';
  const input = isOdd && choose(4) === 0 ? inline : '$input';
  const two = isOdd && choose(6) === 0 ? `second: setStock(input: ${input}) { replayed }` : '';
  return generated(style, 'mutation', `{ ${aliasOf(style)}setStock(input: ${input}) ${fields} ${two} }`);
};

const failing = 'levels: results { ... on StockApplied { stock { channel { key } } } }';
