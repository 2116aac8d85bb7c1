import { getNamedType, isInterfaceType, isObjectType, isScalarType, parse } from 'graphql';
import { expect, it } from 'vitest';
import { isCompilable } from '../../../src/graphql/compiled/compilable.ts';
import { createCompiledExecution, createTimeBudget } from '../../../src/graphql/compiled/compiler.ts';
import { schema } from '../../../src/graphql/schema.ts';

const walk = () => ({ data: { walked: true } });
const argsOf = (text: string) => ({ schema, document: parse(text) });
const args = argsOf('{ __typename }');

it('a query is compiled when it comes for the third time, and the code is loaded by then', async () => {
  const compiled = createCompiledExecution(schema);
  await compiled.load();
  expect(compiled.run(args, walk)).toEqual(walk());
  expect(compiled.run(args, walk)).toEqual(walk());
  expect(compiled.size()).toBe(0);
  expect(compiled.run(args, walk)).toEqual({ data: { __typename: 'Query' } });
  expect(compiled.size()).toBe(1);
});

it('a query that may be broken off is left to the executor', async () => {
  const compiled = createCompiledExecution(schema, 1);
  await compiled.load();
  const { signal } = new AbortController();
  expect(compiled.run({ ...args, abortSignal: signal }, walk)).toEqual(walk());
  expect(compiled.run(args, walk)).toEqual({ data: { __typename: 'Query' } });
});

it('nobody waits for the compiler to be loaded', async () => {
  const compiled = createCompiledExecution(schema, 1);
  expect(compiled.run(args, walk)).toEqual(walk());
  await compiled.load();
  expect(compiled.run(args, walk)).toEqual({ data: { __typename: 'Query' } });
});

it('however many queries come, some hundreds are compiled at a time, and the oldest goes first', async () => {
  // Time stands still in a budget that has no end here: the count is what is tried.
  const compiled = createCompiledExecution(schema, 1, { ms: Number.POSITIVE_INFINITY, everyMs: 1 });
  await compiled.load();
  compiled.run(args, walk);
  for (let n = 0; n < 300; n += 1) compiled.run(argsOf(`{ a${n}: __typename }`), walk);
  expect(compiled.size()).toBe(200);
  // The first has made room, and is compiled again as it comes again.
  expect(compiled.run(args, walk)).toEqual({ data: { __typename: 'Query' } });
  expect(compiled.size()).toBe(200);
});

it('a budget that is spent compiles nothing, and the executor runs what comes', async () => {
  const compiled = createCompiledExecution(schema, 1, { ms: 0, everyMs: Number.POSITIVE_INFINITY });
  await compiled.load();
  for (let times = 0; times < 5; times += 1) expect(compiled.run(args, walk)).toEqual(walk());
  expect(compiled.size()).toBe(0);
});

it('a budget holds for its time and begins anew', () => {
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

it('fragments that multiply are not unfolded', () => {
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

it('types that multiply are not taken apart', () => {
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

it('what is compiled holds plain texts of the document only', () => {
  const documents = [
    '{ channel(key: "a_b") { key } }',
    '{ channel(key: "a\\"b") { key } }',
    '{ channel(key: "a\\nb") { key } }',
    '{ channel(key: "\u2028") { key } }',
    `{ channel(key: "'") { key } }`,
    '{ channel(key: "`") { key } }',
    '{ channel(key: "$") { key } }',
    '{ channel(key: "\\\\") { key } }',
    '{ channel(key: """a_b""") { key } }',
    '{ nodes(ids: ["a_b"]) { id } }',
    'query ($id: ID = "a_b") { channel(key: $id) { key } }',
    'query ($first: Float = 1.5) { products(first: $first) { __typename } }',
    '{ stockLevels(targets: { channel: 1, productId: 2 }) { quantity } }',
    '{ channels @skip(if: false) { id } }',
    'query Q @x { channels { key } }',
    'subscription { stockChanged { quantity } }',
    'mutation { __typename }',
  ];
  for (const text of documents) expect(isCompilable(schema, parse(text)), text).toBe(false);
  expect(isCompilable(schema, parse('{ channel(key: "smaregi-2") { key } }'))).toBe(true);
});

it('no query takes a scalar that the compiler would read in a way of its own', () => {
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
