import {
  type GraphQLError,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { isRecord } from '../../lib/json/json.ts';
import { schema } from '../schema.ts';
import { overLimit } from './errors.ts';
import { itemFields } from './field-cost.ts';

export type VariableLimits = {
  /** Values in all variables together: each object, list, text and number is one. */
  readonly values: number;
  /** Lists and objects inside each other. */
  readonly depth: number;
  /** Items of a mutation. */
  readonly items: number;
  /** Ids of any list of ids. */
  readonly ids: number;
};

type Variables = { readonly [name: string]: unknown };

/** More than twice the fields of any input. The executor quotes the whole object for each unknown field. */
const mostFields = 100;

/**
 * A mutation with up to ten times the maximum of items is refused in its payload. A larger one is refused before it
 * runs.
 */
const typedUpTo = 10;

const nothingRun = 'Nothing was run.';

const tooManyValues = (limit: number, provided: number): GraphQLError =>
  overLimit({
    code: 'TOO_MANY_VALUES',
    message: `The variables hold more than ${limit} values: send less at a time. ${nothingRun}`,
    limit,
    provided,
  });

const tooManyFields = (provided: number): GraphQLError =>
  overLimit({
    code: 'TOO_MANY_FIELDS',
    message: `An object in the variables has ${provided} fields, at most ${mostFields} are allowed. ${nothingRun}`,
    limit: mostFields,
    provided,
  });

const tooDeep = (limit: number): GraphQLError =>
  overLimit({
    code: 'VARIABLES_TOO_DEEP',
    message: `The variables nest deeper than ${limit} levels. ${nothingRun}`,
    limit,
    provided: limit + 1,
  });

const tooManyInList = (code: string, what: string, limit: number, provided: number): GraphQLError =>
  overLimit({
    code,
    message: `A list in the variables holds ${provided} ${what}, at most ${limit} are allowed: split it. ${nothingRun}`,
    limit,
    provided,
  });

/** Counts the values of a JSON value level by level, without recursion, and stops at the limits. */
const holds = (variables: Variables, { values, depth }: VariableLimits): GraphQLError | null => {
  let level: readonly unknown[] = [variables];
  let count = 0;
  for (let deep = 0; level.length > 0; deep += 1) {
    if (deep > depth) return tooDeep(depth);
    const next: unknown[] = [];
    for (const value of level) {
      if (!isRecord(value)) continue;
      const inside = Array.isArray(value) ? value : Object.values(value);
      if (inside !== value && deep > 0 && inside.length > mostFields) return tooManyFields(inside.length);
      count += inside.length;
      if (count > values) return tooManyValues(values, count);
      for (const one of inside) if (isRecord(one)) next.push(one);
    }
    level = next;
  }
  return null;
};

type ListOf = 'items' | 'ids' | null;

/** A list of a mutation's items, a list of ids, or another type. */
const listOf = (type: GraphQLInputType): ListOf => {
  const list = getNullableType(type);
  if (!isListType(list)) return null;
  const entry = getNamedType(list);
  if (isScalarType(entry)) return entry.name === 'ID' ? 'ids' : null;
  return isInputObjectType(entry) && isItemType(entry.name) ? 'items' : null;
};

let knownItems: ReadonlyMap<string, GraphQLInputField> | null = null;

/** The lists of items of the schema's mutations, by the types of their inputs. */
const itemsOfInputs = (): ReadonlyMap<string, GraphQLInputField> => {
  knownItems ??= new Map(
    Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ args }) =>
      args.flatMap(({ type }) => {
        const input = getNamedType(type);
        if (!isInputObjectType(input)) return [];
        const name = itemFields.find((one) => input.getFields()[one]);
        const items = name && input.getFields()[name];
        return items ? [[input.name, items] as const] : [];
      }),
    ),
  );
  return knownItems;
};

/** The types of items. A list of one of them may be a variable of its own. */
const isItemType = (name: string): boolean =>
  [...itemsOfInputs().values()].some(
    (items) => items.name === 'items' && getNamedType(items.type).name === name,
  );

/** Finds the bounded list in a variable's value. */
type Find = (variables: Variables) => { readonly of: Exclude<ListOf, null>; readonly list: unknown } | null;

const findsIn = ({ variableDefinitions = [] }: OperationDefinitionNode): readonly Find[] =>
  variableDefinitions.flatMap(({ variable, type: node }): Find[] => {
    const type = typeFromAST(schema, node);
    if (!isInputType(type)) return [];
    const name = variable.name.value;
    const of = listOf(type);
    if (of) return [(variables) => ({ of, list: variables[name] })];
    const items = itemsOfInputs().get(getNamedType(type).name);
    if (!items) return [];
    return [
      (variables) => {
        const value = variables[name];
        return isRecord(value) ? { of: 'items', list: value[items.name] } : null;
      },
    ];
  });

const listProblem = (found: ReturnType<Find>, { items, ids }: VariableLimits): GraphQLError | null => {
  if (!found || !Array.isArray(found.list)) return null;
  const { length } = found.list;
  if (found.of === 'items')
    return length > items * typedUpTo ? tooManyInList('TOO_MANY_ITEMS', 'items', items, length) : null;
  return length > ids ? tooManyInList('TOO_MANY_IDS', 'ids', ids, length) : null;
};

/**
 * Checks the limits of a request's variables as JSON, before coercion, because the coercion and its error messages
 * take long for many values.
 */
export const createVariableCheck = (limits: VariableLimits) => {
  const known = new WeakMap<OperationDefinitionNode, readonly Find[]>();
  return (operation: OperationDefinitionNode, variables: Variables): GraphQLError | null => {
    let finds = known.get(operation);
    if (!finds) {
      finds = findsIn(operation);
      known.set(operation, finds);
    }
    for (const find of finds) {
      const problem = listProblem(find(variables), limits);
      if (problem) return problem;
    }
    return holds(variables, limits);
  };
};
