import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readOnlyTabs } from '../../src/graphql/examples/read-only-tabs.ts';
import { sandboxTabs } from '../../src/graphql/examples/sandbox-tabs.ts';
import { schema } from '../../src/graphql/schema.ts';
import { breakingChanges, readContract } from './breaking-changes.ts';

type Described = { readonly description?: string | null | undefined };

/** Every part of a type that GraphiQL describes. */
const partsOf = (type: GraphQLNamedType): [name: string, part: Described][] => {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type}.${value.name}`, value]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type}.${field.name}`, field]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type}.${field.name}`, field],
    ...field.args.map((arg): [string, Described] => [`${type}.${field.name}(${arg.name})`, arg]),
  ]);
};

describe('the schema', () => {
  it('has enum values equal to their names: compiled code writes them unchanged', () => {
    const values = Object.values(schema.getTypeMap()).flatMap((type) =>
      isEnumType(type) && !isIntrospectionType(type) ? type.getValues() : [],
    );
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter(({ name, value }) => name !== value)).toEqual([]);
  });

  it('describes every type, field, argument, input field and enum value', () => {
    const own = Object.values(schema.getTypeMap()).filter(
      (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
    );
    const parts = own.flatMap((type) => [[type.name, type] as [string, Described], ...partsOf(type)]);
    expect(parts.length).toBeGreaterThan(250);
    expect(parts.filter(([, { description }]) => !description?.trim()).map(([name]) => name)).toEqual([]);
  });

  it('keeps everything that other programs depend on', async () => {
    expect(await breakingChanges(buildSchema(await readContract()), schema)).toEqual([]);
  });

  it.each([
    ['a field is missing', 'vendorReference: String', ''],
    ['a field may be null', 'stock: StockLevel!', 'stock: StockLevel'],
    ['a field has another type', 'vendorReference: String', 'vendorReference: Int'],
    ['an input is required', 'idempotencyKey: String', 'idempotencyKey: String!'],
    ['another input is required', 'idempotencyKey: String', 'idempotencyKey: String reason: String!'],
    ['a default differs', 'waitMs: Int = 10000', 'waitMs: Int = 5000'],
    ['a default of an argument differs', 'maxAgeMs: Int = 0', 'maxAgeMs: Int = 1'],
    ['a value is missing', 'OUTCOME_UNKNOWN', ''],
    ['a member is missing', 'StockLookup = StockLevel | StockUnknown', 'StockLookup = StockLevel'],
    ['an interface is missing', 'type StockApplied implements ItemResult', 'type StockApplied'],
  ])('breaks programs if %s', async (_title, part, other) => {
    const contract = await readContract();
    expect(contract).toContain(part);
    const changed = buildSchema(contract.replace(part, other));
    expect(await breakingChanges(buildSchema(contract), changed)).toHaveLength(1);
  });

  it('may have more than other programs know', async () => {
    const contract = await readContract();
    const more = contract
      .replace('OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN POSTPONED')
      .replace('idempotencyKey: String', 'idempotencyKey: String note: String')
      .replace('vendorReference: String', 'vendorReference: String more: Int');
    expect(await breakingChanges(buildSchema(contract), buildSchema(more))).toEqual([]);
  });

  // The order of the printed types is that of the imports, and this process may have imported some of them before.
  it('is printed in schema.graphql', async () => {
    const program = fileURLToPath(new URL('../../src/graphql/print-schema.ts', import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, '--check']);
    expect([stdout, stderr]).toEqual(['', '']);
  });
});

describe('the example tabs', () => {
  it.each(readOnlyTabs)('A3: only read with real vendors: %#', ({ query }) => {
    const operations = parse(query).definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? [one.operation] : [],
    );
    expect(operations).toHaveLength(1);
    expect(operations).not.toContain('mutation');
    // An example to copy cannot run unchanged: its channel is a placeholder.
    expect(query).not.toMatch(/channel: "[^<]/u);
  });

  it.each([...sandboxTabs, ...readOnlyTabs])(
    'are valid, and do what their titles say: %#',
    ({ query, variables }) => {
      expect(query).toMatch(/^# \S/);
      expect(validate(schema, parse(query))).toEqual([]);
      expect(() => JSON.parse(variables ?? '{}')).not.toThrow();
    },
  );
});
