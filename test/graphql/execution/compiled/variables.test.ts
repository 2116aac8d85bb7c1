import fc from 'fast-check';
import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLInputType,
  type GraphQLResolveInfo,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { expect, it } from 'vitest';
import { createCompiledExecution } from '../../../../src/graphql/execution/compiled/execution.ts';
import { createVariables } from '../../../../src/graphql/execution/compiled/variables.ts';
import { schema } from '../../../../src/graphql/schema.ts';

const leaves: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ID: fc.oneof(fc.string(), fc.integer()),
  String: fc.string(),
  Int: fc.integer(),
  Float: fc.oneof(fc.integer(), fc.double()),
  Boolean: fc.boolean(),
  Decimal: fc.oneof(
    fc.maxSafeInteger(),
    fc.maxSafeInteger().map(String),
    fc.constantFrom('0.50', '-0', 19.5, 1e15),
  ),
  DateTime: fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => date.toJSON()),
  URL: fc.webUrl(),
};

/** A valid value of a type. */
const fitting = (type: GraphQLInputType): fc.Arbitrary<unknown> => {
  if (isNonNullType(type)) return fitting(type.ofType);
  if (isListType(type)) return fc.array(fitting(type.ofType), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (!isInputObjectType(type)) return leaves[type.name] ?? expect.fail(`Make values of ${type.name}`);
  const fields = Object.values(type.getFields());
  return fc.record(
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        isNonNullType(field.type) ? fitting(field.type) : fc.option(fitting(field.type)),
      ]),
    ),
    { requiredKeys: fields.filter(isRequiredInputField).map(({ name }) => name) },
  );
};

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('__proto__', '1', 1.5, 2 ** 31, '2026', 'OTHER', {}, [], { items: [] }),
);

/** The same value with any other value in one place. */
const spoil = (value: unknown, by: unknown, choose: (below: number) => number): unknown => {
  if (typeof value !== 'object' || value === null || choose(5) === 0) return by;
  const keys = [...Object.keys(value), 'extra'];
  const key = keys[choose(keys.length)] ?? 'extra';
  if (Array.isArray(value)) return value.toSpliced(choose(value.length + 1), 1, spoil(value[0], by, choose));
  return { ...value, [key]: spoil(Reflect.get(value, key), by, choose) };
};

const inputs = ['SetStockInput', 'ReplaceProductsInput', 'ConfirmInventoryInput'];

const definitionsIn = (document: DocumentNode) =>
  document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []) : [],
  );

it.for(inputs)('%s: a value is read like by the executor, or refused', (name) => {
  const definitions = definitionsIn(parse(`mutation ($input: ${name}!) { __typename }`));
  const read = createVariables(schema)(definitions) ?? expect.fail();
  const type = schema.getType(name);
  const input = isInputObjectType(type) ? type : expect.fail();
  let refused = 0;
  fc.assert(
    fc.property(fitting(input), anything, fc.infiniteStream(fc.nat()), (value, by, stream) => {
      const choose = (below: number): number => Number(stream.next().value) % below;
      const fits = JSON.parse(JSON.stringify(value));
      expect(read({ input: fits })?.coerced).toEqual(
        getVariableValues(schema, definitions, { input: fits }).variableValues?.coerced,
      );
      const spoilt = { input: JSON.parse(JSON.stringify(spoil(fits, by, choose)) ?? 'null') };
      const mine = read(spoilt);
      const { variableValues: expected } = getVariableValues(schema, definitions, spoilt);
      // Only the executor reads a single value in place of a list.
      if (mine) expect(mine.coerced).toEqual(expected?.coerced);
      if (!expected) refused += 1;
    }),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(100);
});

it('a resolver gets the same arguments as from the executor', async () => {
  const small = buildSchema(`
    type Query { a: Int }
    input In { list: [Int!] = [7], text: String }
    type Mutation { set(in: In!, count: Int): Payload! }
    type Payload { text: String }
  `);
  const seen: unknown[][] = [];
  const set = small.getMutationType()?.getFields()['set'] ?? expect.fail();
  set.resolve = (parent, args, context, info) => {
    seen.push([parent, args, context, info]);
    return { text: 'given' };
  };
  const document = parse(`
    mutation M($in: In!, $count: Int = 4, $more: Int) { alias: set(in: $in, count: $count) { ...Parts } }
    fragment Parts on Payload { text }`);
  const args = (): Parameters<typeof execute>[0] => ({
    schema: small,
    document,
    rootValue: { root: true },
    contextValue: { context: true },
    variableValues: { in: { text: 'given' }, more: null },
  });
  const compiled = createCompiledExecution(small, 1);
  await compiled.load();
  const interpret = () => expect.fail('The executor ran');
  expect(await compiled.run(args(), interpret)).toEqual({ data: { alias: { text: 'given' } } });
  expect(await execute(args())).toEqual({ data: { alias: { text: 'given' } } });
  const [mine, theirs] = seen.map(([parent, given, context, info]) => {
    const { getAbortSignal: _signal, getAsyncHelpers, ...rest } = info as GraphQLResolveInfo;
    return {
      parent,
      given,
      context,
      info: rest,
      has: Object.keys(info as GraphQLResolveInfo).toSorted(),
      helps: Object.keys(getAsyncHelpers()),
    };
  });
  expect(theirs).toMatchObject(mine ?? expect.fail());
  expect(mine).toMatchObject({ has: theirs?.has, given: theirs?.given });
});

it('an operation with variables of an unknown type is not compiled', () => {
  const [operation] = parse('mutation ($input: Nothing!) { __typename }').definitions;
  expect(
    createVariables(schema)((operation as OperationDefinitionNode).variableDefinitions ?? []),
  ).toBeNull();
});
