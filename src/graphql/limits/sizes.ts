import { type DocumentNode, Kind, type ValueNode, visit } from 'graphql';
import { isRecord } from '../is-record.ts';

/** A text that is the same for variables that make a query cost the same. */
export type Sizes = (variables: { readonly [name: string]: unknown }) => string;

/** What of a variable tells how long a list is: the number, the list's own length, or that of an input's items. */
const sizeOf = (value: unknown): string => {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.length}`;
  if (isRecord(value)) return `{${sizeOf(value['items'])}`;
  return value == null ? String(value) : '';
};

/** The variables that are an argument, or a field of one. Those inside a list do not make it longer. */
const variablesIn = (value: ValueNode): readonly string[] => {
  switch (value.kind) {
    case Kind.VARIABLE:
      return [value.name.value];
    case Kind.OBJECT:
      return value.fields.flatMap((field) => variablesIn(field.value));
    default:
      return [];
  }
};

export const sizesIn = (document: DocumentNode): Sizes => {
  const names = new Set<string>();
  visit(document, {
    Argument: ({ value }) => {
      for (const name of variablesIn(value)) names.add(name);
      return false;
    },
  });
  const sorted = [...names];
  return (variables) => {
    let key = '';
    // A variable may be called like a property of every object.
    for (const name of sorted) key += `${Object.hasOwn(variables, name) ? sizeOf(variables[name]) : '-'} `;
    return key;
  };
};
