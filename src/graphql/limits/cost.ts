import { complexityFromQuery } from '@pothos/plugin-complexity';
import { type DocumentNode, GraphQLError, getOperationAST, getVariableValues, Kind } from 'graphql';
import { schema } from '../schema.ts';
import { createIntrospectionCost } from './introspection-cost.ts';
import { overLimit } from './over-limit.ts';
import { type Sizes, sizesIn } from './sizes.ts';

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
