import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  getIntrospectionQuery,
  type IntrospectionQuery,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { contract, implementations } from '../support/contract.ts';

const text = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const schema = buildSchema(text);
const partsOf = (line: string): readonly string[] =>
  line.split('|').map((part) => part.trim().replace(/\s+/g, ' '));

const inputOf = (name: string, { type, default: fallback }: GraphQLArgument | GraphQLInputField): string => {
  const literal = fallback?.literal ?? null;
  const shown = literal && 'value' in literal ? ` = ${literal.value}` : '';
  return `${name}: ${type}${shown}`;
};

/** Every part of a type in the form of the contract. */
const writtenOf = (name: string): readonly string[] => {
  const type = schema.getType(name);
  if (isEnumType(type)) return type.getValues().map((value) => value.name);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => inputOf(field.name, field));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).map(({ name: field, args, type: result }) => {
    const given = args.map((arg) => inputOf(arg.name, arg)).join(', ');
    return `${field}${given === '' ? '' : `(${given})`}: ${result}`;
  });
};

describe('schema.graphql', () => {
  const promised = Object.values(contract).flatMap((types) => Object.entries(types));

  it.for(promised)('keeps all of %s', ([name, line]) => {
    const written = writtenOf(name);
    expect(partsOf(line).filter((part) => !written.includes(part))).toEqual([]);
  });

  it('requires no input that the contract does not have', () => {
    for (const [name, line] of Object.entries(contract['inputs'] ?? {})) {
      const more = writtenOf(name).filter((part) => !partsOf(line).includes(part));
      expect(
        more.filter((part) => part.endsWith('!')),
        name,
      ).toEqual([]);
    }
  });

  it.for(Object.entries(implementations))('keeps the meaning of %s', ([name, line]) => {
    const type = schema.getType(name);
    if (!isAbstractType(type)) throw new Error(`${name} is no interface`);
    const possible = schema.getPossibleTypes(type).map((one) => one.name);
    expect(partsOf(line).filter((one) => !possible.includes(one))).toEqual([]);
  });

  it('is what the gateway serves', async ({ start }) => {
    const { url } = await start();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
      }),
    });
    const { data } = (await response.json()) as { readonly data: IntrospectionQuery };
    const printed = (one: typeof schema): string => printSchema(lexicographicSortSchema(one));
    expect(printed(buildClientSchema(data))).toBe(printed(schema));
  });
});
