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
import { isRecord } from '../../lib/json/json.ts';
import { schema } from '../schema.ts';
import { overLimit } from './errors.ts';
import { itemFields } from './field-cost.ts';
import { createIntrospectionCost } from './introspection-cost.ts';

const longestKey = 100;

/** A key of the variables. A query costs the same for variables with the same key. */
type Sizes = (variables: { readonly [name: string]: unknown }) => string;

/** The lengths of the option groups of products, and of the lists in them. Empty for other items. */
const groupsIn = (items: readonly unknown[]): string => {
  let key = '';
  for (const item of items) {
    const groups = isRecord(item) ? item['optionGroups'] : undefined;
    if (Array.isArray(groups)) key += `(${lengthsIn(groups)})`;
  }
  // The key of many products would be long.
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

/**
 * The part of a variable that determines the length of a list: the number, the length of the list, or the number of
 * items.
 */
const sizeOf = (value: unknown): string => {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.length}${groupsIn(value)}`;
  if (isRecord(value)) return `{${itemFields.map((name) => sizeOf(value[name])).join()}`;
  return value == null ? String(value) : '';
};

/** The variables that are an argument or a field of one. A variable inside a list does not change its length. */
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
    // A variable may have the name of a property of Object.prototype.
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

/** One operation of a document, with its costs by key of the variables. */
type Priced = {
  readonly document: DocumentNode;
  readonly sizes: Sizes;
  readonly costs: Map<string, number>;
};

/** The maximum number of costs that are kept for one operation. */
const maxKept = 1000;

const pricedOf = ({ document, operationName }: Query): Priced | null => {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const alone: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  return { document: alone, sizes: sizesIn(alone), costs: new Map() };
};

const introspectionCost = createIntrospectionCost(schema);

/** Whether the variables fit the operation. The executor reports the errors. */
const variablesFit = (document: DocumentNode, variables: Variables): boolean => {
  const definitions = getOperationAST(document)?.variableDefinitions ?? [];
  return !('errors' in getVariableValues(schema, definitions, variables, { maxErrors: 1 }));
};

/** Null if the variables do not fit. The executor reports the errors. */
const calculated = (document: DocumentNode, variables: Variables): number | null => {
  // The plugin would collect all errors, without a limit.
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
 * Calculates the cost of queries before they run. The cost depends on the operation and on the sizes of lists in its
 * variables. It is kept for each of these, so that the variables of a thousand items are not coerced twice.
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
      // Unknown names are not kept, because a client can send a new one each time.
      if (priced) byName.set(name, priced);
    }
    return priced;
  };

  return {
    /** Null if it cannot be calculated. Such a query must not run. */
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
