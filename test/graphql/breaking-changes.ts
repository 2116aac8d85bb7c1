import { readFile } from 'node:fs/promises';
import { ChangeType, CriticalityLevel, diff, type TypeOfChangeType } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** A program that leaves an argument out depends on its default. */
const defaults: readonly TypeOfChangeType[] = [
  ChangeType.FieldArgumentDefaultChanged,
  ChangeType.InputFieldDefaultValueChanged,
];

/** The changes of the schema that break a program which was written against the contract. */
export const breakingChanges = async (
  contract: GraphQLSchema,
  schema: GraphQLSchema,
): Promise<readonly string[]> => {
  const changes = await diff(contract, schema);
  return changes
    .filter(
      ({ type, criticality }) => criticality.level === CriticalityLevel.Breaking || defaults.includes(type),
    )
    .map(({ message }) => message);
};

export const readContract = async (): Promise<string> =>
  readFile(new URL('contract.graphql', import.meta.url), 'utf8');

// `node test/graphql/breaking-changes.ts` compares schema.graphql with the contract.
if (import.meta.main) {
  const schema = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8');
  const changes = await breakingChanges(buildSchema(await readContract()), buildSchema(schema));
  for (const change of changes) process.stderr.write(`Breaks the contract: ${change}\n`);
  process.exitCode = changes.length > 0 ? 1 : 0;
}
