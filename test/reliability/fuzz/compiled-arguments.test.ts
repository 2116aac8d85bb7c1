import fc from 'fast-check';
import {
  buildSchema,
  type ExecutionArgs,
  execute,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
  validate,
} from 'graphql';
import { expect, it } from 'vitest';
import { createCompiledExecution } from '../../../src/graphql/execution/compiled/execution.ts';
import { type Choose, choosing } from '../../graphql/execution/compiled/documents.ts';
import { amount, replayPath, seedOf, tell, timeFor } from '../support/scale.ts';

const documents = amount(500, 20_000);
const seed = seedOf(20_261_201);

/** Every field answers with its arguments, sorted by name: different arguments give different answers. */
const schema = buildSchema(`
  enum Kind { A B }
  input Inner { ints: [Int!] = [7], text: String = "t", n: Int! = 3, again: Inner }
  input One @oneOf { a: Int b: [Kind!] }
  type Query {
    plain(int: Int, id: ID, text: String, flag: Boolean, kind: Kind): String
    needed(int: Int!, ids: [ID!]!): String
    lists(ints: [Int!], ids: [ID], kinds: [[Kind]], texts: [String!]!): String
    inputs(inner: Inner, inners: [Inner!], float: Float): String
    one(one: One, ones: [One]): String
    nested: Query
  }
  type Mutation { write(inner: Inner, one: One, kind: Kind, ids: [ID!]): Query }
`);
for (const type of [schema.getQueryType(), schema.getMutationType()]) {
  for (const field of Object.values(type?.getFields() ?? {})) {
    const isObject = field.name === 'nested' || field.name === 'write';
    field.resolve = (_parent, args) =>
      isObject ? {} : JSON.stringify(Object.entries(args).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const pick = <Value>(choose: Choose, ...values: readonly [Value, ...Value[]]): Value =>
  values[choose(values.length)] ?? values[0];

/** A literal of a type, sometimes with a variable or null inside. */
const literal = (choose: Choose, type: GraphQLInputType, depth = 2): string => {
  if (isNonNullType(type)) return literal(choose, type.ofType, depth);
  const kind = choose(8);
  if (kind === 0) return 'null';
  if (kind < 3) return `$${nameOf(type)}${choose(4)}`;
  if (isListType(type)) {
    const items = Array.from({ length: choose(3) }, () => literal(choose, type.ofType, depth));
    return choose(6) === 0 ? literal(choose, type.ofType, depth) : `[${items.join(' ')}]`;
  }
  if (isEnumType(type)) return pick(choose, 'A', 'B');
  if (isInputObjectType(type)) {
    if (depth === 0) return 'null';
    const fields = Object.values(type.getFields()).filter(() => choose(2) === 0);
    return `{ ${fields.map((field) => `${field.name}: ${literal(choose, field.type, depth - 1)}`).join(' ')} }`;
  }
  switch (type.name) {
    case 'Int':
      return pick(choose, '0', '5', '-7', '-0');
    case 'Float':
      return pick(choose, '1.5', '1', '-0.0', '1e400');
    case 'Boolean':
      return pick(choose, 'true', 'false');
    case 'ID':
      return pick(
        choose,
        '5',
        '"x"',
        '900719925474099312',
        '"__MAGIC_NAN__57f286b9_4c20_487f_b409_79804ddcb4f8"',
      );
    default:
      return pick(choose, '"x"', '"__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d1"', '""" \\""" ` """');
  }
};

/** The name of a variable contains its type: `Int`, `ListInt`. */
const nameOf = (type: GraphQLInputType): string => {
  if (isNonNullType(type)) return nameOf(type.ofType);
  return isListType(type) ? `List${nameOf(type.ofType)}` : type.name;
};

const typeOf = (name: string): string => (name.startsWith('List') ? `[${typeOf(name.slice(4))}]` : name);

const valuesOf: Readonly<Record<string, readonly unknown[]>> = {
  Int: [5, 0, -0, '5', 1.5, 2 ** 31],
  Float: [1.5, -0, '1'],
  Boolean: [true, 'true'],
  ID: ['x', 5, 1.5, -0, {}],
  String: ['x', '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d1', 5],
  Kind: ['A', 'toString', 1],
  Inner: [
    {},
    { n: null },
    { n: 4, ints: null },
    { again: {} },
    { x: 1 },
    JSON.parse('{"__proto__":{"n":1}}'),
  ],
  One: [{ a: 1 }, { b: ['A'] }, { a: 1, b: ['A'] }, {}, { a: null }, { a: undefined, b: ['B'] }],
};

const value = (choose: Choose, name: string): unknown => {
  if (choose(6) === 0) return null;
  const known = valuesOf[name];
  if (known) return known[choose(2) === 0 ? 0 : choose(known.length)];
  if (choose(8) === 0) return value(choose, name.slice(4));
  return Array.from({ length: choose(3) }, () => value(choose, name.slice(4)));
};

const selection = (choose: Choose, depth: number): string => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const parts = Array.from({ length: 1 + choose(3) }, (_, at) => {
    const field = fields[choose(fields.length)] ?? expect.fail();
    // Most arguments are variables, because other documents are rarely compiled.
    const args = field.args
      .filter((arg) => isNonNullType(arg.type) || choose(2) === 0)
      .map(
        ({ name, type }) =>
          `${name}: ${choose(3) > 0 ? `$${nameOf(type)}${choose(4)}` : literal(choose, type)}`,
      );
    const given = args.length > 0 ? `(${args.join(' ')})` : '';
    if (field.name !== 'nested') return `f${at}: ${field.name}${given}`;
    return depth > 0 ? `f${at}: nested ${selection(choose, depth - 1)}` : '__typename';
  });
  return `{ ${parts.join(' ')} }`;
};

const generated = (choose: Choose) => {
  const isMutation = choose(3) === 0;
  const inside = selection(choose, 2);
  const body = isMutation
    ? `{ write(inner: $Inner0 one: $One0 kind: $Kind0 ids: $ListID0) ${inside} }`
    : inside;
  const used = [...new Set(body.match(/\$[A-Za-z]+\d/gu))].map((name) => name.slice(1));
  const variables: Record<string, unknown> = {};
  const definitions = used.map((name) => {
    const type = name.slice(0, -1);
    // Number 0 has no default, 1 has one, 2 must be given, and 3 is a list of values that must not be null.
    const wanted = typeOf(type);
    const declared = [wanted, wanted, `${wanted}!`, `${wanted.replaceAll(/([A-Za-z])\]/gu, '$1!]')}!`];
    const byDefault = name.endsWith('1') && choose(3) > 0 ? ` = ${defaultOf(choose, type)}` : '';
    const given = value(choose, type);
    if (choose(5) > 0 && given !== undefined) variables[name] = given;
    return `$${name}: ${declared[Number(name.at(-1))] ?? wanted}${byDefault}`;
  });
  const head = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
  return { text: `${isMutation ? 'mutation' : 'query'} ${head} ${body}`, variables };
};

const defaultOf = (choose: Choose, name: string): string => {
  const defaults: Readonly<Record<string, string>> = { Int: '9', Kind: 'B', ID: '3', Boolean: 'true' };
  return choose(4) === 0 ? 'null' : (defaults[name] ?? 'null');
};

it('a resolver of compiled code gets the arguments that the executor gives it', {
  timeout: timeFor(documents, 20),
}, async () => {
  const newExecution = () => createCompiledExecution(schema, 1, { ms: Number.POSITIVE_INFINITY, everyMs: 1 });
  let execution = newExecution();
  await execution.load();
  const counts = { documents: 0, compiled: 0, 'answered by compiled code': 0, errors: 0 };
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), async (stream) => {
      const { text, variables } = generated(choosing(stream));
      const document = parse(text);
      fc.pre(validate(schema, document).length === 0);
      if (execution.size() > 100) {
        execution = newExecution();
        await execution.load();
      }
      const before = execution.size();
      let interpreted = 0;
      const args = (): ExecutionArgs => ({ schema, document, variableValues: variables });
      const answer = await execution.run(args(), (rest) => {
        interpreted += 1;
        return execute(rest);
      });
      expect(JSON.stringify(answer), text).toBe(JSON.stringify(await execute(args())));
      counts.documents += 1;
      counts.compiled += execution.size() - before;
      counts['answered by compiled code'] += interpreted === 0 ? 1 : 0;
      counts.errors += answer.errors ? 1 : 0;
    }),
    { numRuns: documents, seed, ...(replayPath && { path: replayPath }) },
  );
  tell(`Arguments of compiled documents, seed ${seed}`, counts);
  expect(counts['answered by compiled code']).toBeGreaterThan(documents / 20);
});
