import {
  type GraphQLField,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  parse,
} from 'graphql';
import { expect, it } from 'vitest';
import { asChannelId } from '../../../../src/domain/ids.ts';
import type { Product } from '../../../../src/domain/product.ts';
import { isCompilable } from '../../../../src/graphql/execution/compiled/compilable.ts';
import {
  createCompiledExecution,
  createTimeBudget,
} from '../../../../src/graphql/execution/compiled/execution.ts';
import { typeNameOf } from '../../../../src/graphql/schema/products/product.ts';
import { schema } from '../../../../src/graphql/schema.ts';
import { fakeGateway } from '../../fake-gateway.ts';
import { item, operation, product, smaregi, stockLevel } from '../../fixtures.ts';

const interpret = () => ({ data: { interpreted: true } });
const argsOf = (text: string) => ({ schema, document: parse(text) });
const args = argsOf('{ __typename }');

it('a query is compiled at its third request', async () => {
  const compiled = createCompiledExecution(schema);
  await compiled.load();
  expect(compiled.run(args, interpret)).toEqual(interpret());
  expect(compiled.run(args, interpret)).toEqual(interpret());
  expect(compiled.size()).toBe(0);
  expect(compiled.run(args, interpret)).toEqual({ data: { __typename: 'Query' } });
  expect(compiled.size()).toBe(1);
});

it('the executor runs a query that has an abort signal', async () => {
  const compiled = createCompiledExecution(schema, 1);
  await compiled.load();
  const { signal } = new AbortController();
  expect(compiled.run({ ...args, abortSignal: signal }, interpret)).toEqual(interpret());
  expect(compiled.run(args, interpret)).toEqual({ data: { __typename: 'Query' } });
});

it('a query does not wait for the compiler to load', async () => {
  const compiled = createCompiledExecution(schema, 1);
  expect(compiled.run(args, interpret)).toEqual(interpret());
  await compiled.load();
  expect(compiled.run(args, interpret)).toEqual({ data: { __typename: 'Query' } });
});

it('at most 200 queries are compiled, and the oldest is removed first', async () => {
  // Without a budget of time: this tests the count.
  const compiled = createCompiledExecution(schema, 1, { ms: Number.POSITIVE_INFINITY, everyMs: 1 });
  await compiled.load();
  compiled.run(args, interpret);
  for (let n = 0; n < 300; n += 1) compiled.run(argsOf(`{ a${n}: __typename }`), interpret);
  expect(compiled.size()).toBe(200);
  // The first one was removed. It is compiled again when it comes again.
  expect(compiled.run(args, interpret)).toEqual({ data: { __typename: 'Query' } });
  expect(compiled.size()).toBe(200);
});

it('nothing is compiled when the budget is spent', async () => {
  const compiled = createCompiledExecution(schema, 1, { ms: 0, everyMs: Number.POSITIVE_INFINITY });
  await compiled.load();
  for (let times = 0; times < 5; times += 1) expect(compiled.run(args, interpret)).toEqual(interpret());
  expect(compiled.size()).toBe(0);
});

it('a budget covers one period, then a new one begins', () => {
  let now = 0;
  const budget = createTimeBudget({ ms: 50, everyMs: 1000 }, () => now);
  const done: number[] = [];
  const work = () => {
    done.push(now);
    now += 30;
  };
  for (let times = 0; times < 4; times += 1) budget.spend(work);
  expect(done).toEqual([0, 30]);
  now = 1000;
  budget.spend(work);
  expect(done).toEqual([0, 30, 1000]);
});

it('a query with fragments that multiply is not compiled', () => {
  const names = Array.from({ length: 14 }, (_, n) => `F${n}`);
  const fragments = names.map((name, n) => {
    const next = names[n + 1] ? `...${names[n + 1]}` : 'kind';
    const field = (alias: string) =>
      `${alias}: results { edges { node { ... on ItemFailure { ... on ItemSuperseded { by { ${next} } } } } } }`;
    return `fragment ${name} on Operation { ${field('a')} ${field('b')} }`;
  });
  const document = parse(`{ operations { edges { node { ...F0 } } } } ${fragments.join(' ')}`);
  expect(isCompilable(schema, document)).toBe(false);
});

it('a query with types that multiply is not compiled', () => {
  let inner = '__typename';
  for (let depth = 0; depth < 4; depth += 1) {
    inner = `results { edges { node { ... on ItemSuperseded { by { ${inner} } } ... on ItemResult { index status } } } }`;
  }
  expect(isCompilable(schema, parse(`query ($id: ID!) { operation(id: $id) { ${inner} } }`))).toBe(true);
  const wide = Array.from({ length: 60 }, (_, n) => `a${n}: index`).join(' ');
  const fits = (fields: string) =>
    isCompilable(
      schema,
      parse(`{ operations { edges { node { results { edges { node { ${fields} } } } } } } }`),
    );
  expect(fits('index')).toBe(true);
  expect(fits(`${wide} ${wide.replaceAll('a', 'b')}`)).toBe(false);
});

it('a document with anything but names, whole numbers and variables is not compiled', () => {
  const documents = [
    '{ channel(key: "smaregi") { key } }',
    '{ channel(key: """smaregi""") { key } }',
    '{ nodes(ids: ["a"]) { id } }',
    'query ($id: ID = "a") { channel(key: $id) { key } }',
    '"""A description""" query Q { channels { key } }',
    '{ nodes(ids: [1, 2]) { id } }',
    'query ($id: ID = 5) { nodes(ids: [$id]) { id } }',
    'query ($first: Float = 1.5) { products(first: $first) { __typename } }',
    '{ products(first: -0) { __typename } }',
    '{ stock(targets: { channel: 1, productId: 2 }) { __typename } }',
    'query ($targets: [StockTargetInput!]!) { stock(targets: $targets) { __typename } }',
    'query ($filter: ProductFilter) { products(filter: $filter) { __typename } }',
    '{ products(sort: { field: NAME }) { __typename } }',
    '{ channels @skip(if: false) { id } }',
    'query ($no: Boolean!) { channels { key @skip(if: $no) } }',
    'query Q @x { channels { key } }',
    'subscription { stockChanged { quantity } }',
    'mutation { __typename }',
    '{ __schema { types { name } } }',
  ];
  for (const text of documents) expect(isCompilable(schema, parse(text)), text).toBe(false);
  const allowed =
    'query Q($id: ID!, $ids: [ID!]!) { channel(key: $id) { key } operations(first: 5, filter: null) { __typename } nodes(ids: $ids) { ...Part } } fragment Part on Node { id }';
  expect(isCompilable(schema, parse(allowed))).toBe(true);
});

it.for(['then', 'catch', 'toJSON', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '_a', 'a_b'])(
  'a document with the name %s is not compiled',
  (name) => {
    const documents = [
      `{ ${name}: channels { key } }`,
      `{ channels { ${name}: key } }`,
      `query ${name} { channels { key } }`,
      `query ($${name}: ID!) { channel(key: $${name}) { key } }`,
      `{ ...${name} } fragment ${name} on Query { channels { key } }`,
    ];
    for (const text of documents) expect(isCompilable(schema, parse(text)), text).toBe(false);
  },
);

it('every argument of a field has a type whose values graphql-jit coerces like the executor', () => {
  const mutation = schema.getMutationType();
  const taken = Object.values(schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && type !== mutation)
    .flatMap((type) => ('getFields' in type ? Object.values(type.getFields()) : []))
    .flatMap((field) => ('args' in field ? field.args : []))
    .map(({ type }) => getNamedType(type))
    .filter((type) => isScalarType(type))
    .map(({ name }) => name);
  expect(new Set(taken)).toEqual(new Set(['ID', 'Int', 'String', 'Boolean']));
});

it('no field that can be compiled has an argument with a default, because graphql-jit loses defaults', () => {
  // A required argument with fields is a variable or an object, and neither is compiled.
  const isCompiled = ({ args }: GraphQLField<unknown, unknown>): boolean =>
    !args.some((arg) => isRequiredArgument(arg) && isInputObjectType(getNamedType(arg.type)));
  const withDefault = Object.values(schema.getTypeMap())
    .filter((type) => type !== schema.getSubscriptionType())
    .flatMap((type) =>
      isObjectType(type) && !isIntrospectionType(type) ? Object.values(type.getFields()) : [],
    )
    .filter(isCompiled)
    .flatMap((field) => field.args)
    .filter((arg) => arg.default !== undefined || arg.defaultValue !== undefined);
  expect(withDefault.map(String)).toEqual([]);
});

it('the types of objects are found without a context, because graphql-jit calls isTypeOf without one', () => {
  const objects = [
    ...[product('1'), stockLevel('1', 2), operation(1), item(0, { state: 'QUEUED', deadline: 0 })],
    { channel: smaregi, locationId: '8', name: null, kind: null },
  ];
  const checks = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && type.isTypeOf ? [type.isTypeOf] : [],
  );
  expect(checks.length).toBeGreaterThan(3);
  for (const isTypeOf of checks)
    for (const object of objects)
      expect(Reflect.apply(isTypeOf, undefined, [object, undefined, undefined])).toBeTypeOf('boolean');
});

it('the type of a product never fails: graphql-jit does not catch the error, and the request would not end', () => {
  const { gateway } = fakeGateway();
  const of = (one: Product) => typeNameOf(one, { gateway });
  const gone = asChannelId('gone');
  expect(of(product('1'))).toBe('GlobalLinkProduct');
  expect(of(product('1', smaregi))).toBe('SmaregiProduct');
  expect(of(product('1', gone))).toBe('GlobalLinkProduct');
  expect(of({ ...product('1', gone), details: { kana: 'ティー', tag: null } })).toBe('SmaregiProduct');
});
