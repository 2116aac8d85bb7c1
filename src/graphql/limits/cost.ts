import { createHash } from 'node:crypto';
import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type ValueNode,
  visit,
} from 'graphql';
import { isRecord } from '../../lib/json.ts';
import { schema } from '../schema.ts';
import { overLimit } from './errors.ts';
import { createIntrospectionCost } from './introspection-cost.ts';

const longestKey = 100;

/** A text that is the same for variables that make a query cost the same. */
type Sizes = (variables: { readonly [name: string]: unknown }) => string;

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

const sizesIn = (document: DocumentNode): Sizes => {
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

type Variables = { readonly [name: string]: unknown };

export type Query = {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Variables | null | undefined;
};

/** One operation of a document, and what it came to cost with the variables that were seen. */
type Priced = {
  readonly document: DocumentNode;
  readonly sizes: Sizes;
  readonly costs: Map<string, number>;
};

/** Sizes of variables that are kept for one operation. */
const maxKept = 1000;

const pricedOf = ({ document, operationName }: Query): Priced | null => {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const alone: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  return { document: alone, sizes: sizesIn(alone), costs: new Map() };
};

const introspectionCost = createIntrospectionCost(schema);

/** Whether the variables fit the operation. One mistake is enough to know: the executor words them. */
const variablesFit = (document: DocumentNode, variables: Variables): boolean => {
  const definitions = getOperationAST(document)?.variableDefinitions ?? [];
  return !('errors' in getVariableValues(schema, definitions, variables, { maxErrors: 1 }));
};

/** Null where the variables do not fit: execution says so, with better words. */
const calculated = (document: DocumentNode, variables: Variables): number | null => {
  // The plugin would list every mistake before it gives up, however many there are.
  if (!variablesFit(document, variables)) return null;
  try {
    const { complexity } = complexityFromQuery(document, { schema, variables: { ...variables } });
    return complexity + introspectionCost(document);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
};

/**
 * What queries cost, known before they run. A cost depends on the operation and on the sizes among its variables, so it
 * is calculated once for each of those: coercing the variables of a thousand items twice would be felt.
 */
export const createCosts = () => {
  const byDocument = new WeakMap<DocumentNode, Map<string, Priced | null>>();

  const find = (query: Query): Priced | null => {
    const { document, operationName } = query;
    let byName = byDocument.get(document);
    if (!byName) {
      byName = new Map();
      byDocument.set(document, byName);
    }
    const name = operationName ?? '';
    let priced = byName.get(name);
    if (priced === undefined) {
      priced = pricedOf(query);
      // A name that the document has not is another each time.
      if (priced) byName.set(name, priced);
    }
    return priced;
  };

  return {
    /** Null where it can not be calculated: such a query must not run. */
    of: (query: Query): number | null => {
      const priced = find(query);
      if (!priced) return null;
      const variables = query.variableValues ?? {};
      const key = priced.sizes(variables);
      const known = priced.costs.get(key);
      if (known !== undefined) return known;
      const cost = calculated(priced.document, variables);
      if (cost === null) return null;
      if (priced.costs.size >= maxKept) priced.costs.clear();
      priced.costs.set(key, cost);
      return cost;
    },
  };
};

export type Costs = ReturnType<typeof createCosts>;

export const tooCostly = (limit: number, provided: number): GraphQLError =>
  overLimit({
    code: 'QUERY_TOO_COMPLEX',
    message: `The query costs ${provided}, at most ${limit} are allowed: ask for smaller pages, or for fewer fields. Nothing was run.`,
    limit,
    provided,
  });
