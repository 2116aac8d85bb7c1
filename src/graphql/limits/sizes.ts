import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, type ValueNode, visit } from 'graphql';
import { isRecord } from '../../lib/is-record.ts';

const longestKey = 100;

/** A text that is the same for variables that make a query cost the same. */
export type Sizes = (variables: { readonly [name: string]: unknown }) => string;

/** How long the groups of options of products are, and what is in them; nothing for other items. */
const groupsIn = (items: readonly unknown[]): string => {
  let key = '';
  for (const item of items) {
    const groups = isRecord(item) ? item['optionGroups'] : undefined;
    if (Array.isArray(groups)) key += `(${lengthsIn(groups)})`;
  }
  // Of many products the key would be long, and seldom come again.
  return key.length > longestKey ? createHash('sha256').update(key).digest('base64') : key;
};

const lengthsIn = (groups: readonly unknown[]): string => {
  let options = 0;
  let names = 0;
  for (const group of groups) {
    if (!isRecord(group)) continue;
    const { names: ofGroup, options: given } = group;
    if (Array.isArray(ofGroup)) names += ofGroup.length;
    if (!Array.isArray(given)) continue;
    options += given.length;
    for (const option of given)
      if (isRecord(option) && Array.isArray(option['names'])) names += option['names'].length;
  }
  return `${groups.length},${options},${names}`;
};

/** What of a variable tells how long a list is: the number, the list's own length, or that of an input's items. */
const sizeOf = (value: unknown): string => {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.length}${groupsIn(value)}`;
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
