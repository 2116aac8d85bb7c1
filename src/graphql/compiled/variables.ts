import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
  type VariableValues,
  valueFromAST,
} from 'graphql';
import { type Coerce, createCoercion } from './coercion.ts';

type Source = VariableValues['sources'][string];
type Given = { readonly [name: string]: unknown };

/** Reads an operation's variables; null where they do not fit, or the executor alone can read them. */
export type ReadVariables = (given: Given) => VariableValues | null;

type Variable = {
  readonly signature: Source['signature'];
  readonly coerce: Coerce;
  /** What it is when it is left out; undefined for nothing. */
  leftOut(): unknown;
};

const variableOf = (
  { variable, defaultValue }: VariableDefinitionNode,
  type: GraphQLInputType,
  coerce: Coerce,
): Variable => ({
  signature: {
    name: variable.name.value,
    type,
    default: defaultValue && { literal: defaultValue },
  },
  coerce,
  leftOut: () => defaultValue && valueFromAST(defaultValue, type),
});

/** For a schema, whose types are looked at once. */
export const createVariables = (schema: GraphQLSchema) => {
  const coercionOf = createCoercion();
  return (definitions: readonly VariableDefinitionNode[]): ReadVariables | null => {
    const variables = definitions.flatMap((definition) => {
      const type = typeFromAST(schema, definition.type);
      return isInputType(type) ? [variableOf(definition, type, coercionOf(type))] : [];
    });
    if (variables.length < definitions.length) return null;
    return (given) => {
      const coerced: Record<string, unknown> = {};
      const sources: Record<string, Source> = {};
      for (const { signature, coerce, leftOut } of variables) {
        const { name, type } = signature;
        const isGiven = Object.hasOwn(given, name);
        const value = isGiven ? coerce(given[name]) : leftOut();
        if (value === undefined && (isGiven || isNonNullType(type))) return null;
        if (value !== undefined) coerced[name] = value;
        sources[name] = isGiven ? { signature, value: given[name] } : { signature };
      }
      return { coerced, sources };
    };
  };
};
