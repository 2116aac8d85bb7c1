import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Caller } from '../../domain/caller.ts';
import { asBadRequest, badInput } from '../errors.ts';
import { type Costs, type Query, tooCostly } from '../limits/cost.ts';
import { forbiddenNulls, fragileVariables } from './nulls.ts';
import { forbiddenFields, neededScopes, rootFieldsOf } from './scopes.ts';

/** The facts about an operation that do not depend on its variables. */
type Known = {
  readonly needed: ReturnType<typeof neededScopes>;
  readonly fragile: ReturnType<typeof fragileVariables>;
};

/** The cost of a document that may run; null for one without the operation that is asked for. */
export type Checked =
  | { readonly type: 'allowed'; readonly cost: number | null }
  | { readonly type: 'refused'; readonly result: ExecutionResult };

type Options = {
  /** The maximum cost of a query. */
  readonly limit: number;
  /** Whether errors contain no suggestions of names. */
  readonly hideSuggestions: boolean;
};

const refused = (result: ExecutionResult): Checked => ({ type: 'refused', result });

const costUnknown = (reason: string) =>
  badInput(`The cost of the query cannot be calculated: ${reason} Nothing was run.`, undefined, 400);

/**
 * Checks a whole document before its first field runs: the scopes of all its root fields, nulls that would fail a field
 * in the middle of the execution, and the cost. A refused document has no effect.
 */
export const createChecks = (schema: GraphQLSchema, costs: Costs, { limit, hideSuggestions }: Options) => {
  const operations = new WeakMap<OperationDefinitionNode, Known>();

  const knownOf = (document: DocumentNode, operation: OperationDefinitionNode): Known => {
    const known = operations.get(operation);
    if (known) return known;
    const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    const alone: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
    const made: Known = {
      needed: neededScopes(schema, operation, rootFieldsOf(document, operation)),
      fragile: fragileVariables(schema, alone, operation),
    };
    operations.set(operation, made);
    return made;
  };

  /**
   * The errors of the executor for variables that do not fit. Without such errors the reason is unknown, and nothing
   * runs.
   */
  const withoutCost = ({ variableDefinitions = [] }: OperationDefinitionNode, query: Query): Checked => {
    const { errors } = getVariableValues(schema, variableDefinitions, query.variableValues ?? {}, {
      maxErrors: 50,
      hideSuggestions,
    });
    if (errors) return refused({ errors: errors.map(asBadRequest) });
    return refused({ errors: [costUnknown('its variables do not fit its arguments.')] });
  };

  return (query: Query, caller: Pick<Caller, 'scopes'>): Checked => {
    const { document, operationName, variableValues } = query;
    const operation = getOperationAST(document, operationName);
    // The executor reports that the operation does not exist.
    if (!operation) return { type: 'allowed', cost: null };
    const variables = variableValues ?? {};
    const { needed, fragile } = knownOf(document, operation);
    const forbidden = forbiddenFields(needed, caller, variables);
    if (forbidden.length > 0) return refused({ data: null, errors: forbidden });
    const nulls = forbiddenNulls(fragile, variables);
    if (nulls.length > 0) return refused({ errors: nulls });
    const cost = costs.of(query);
    if (cost === null) return withoutCost(operation, query);
    if (cost > limit) return refused({ errors: [tooCostly(limit, cost)] });
    return { type: 'allowed', cost };
  };
};
