import {
  coerceInputValue,
  type GraphQLInputField,
  GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNullableInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
  type VariableDefinitionNode,
  type VariableValues,
  valueFromAST,
} from 'graphql';
import { isJsonObject } from '../../lib/json.ts';

/** The value as resolvers get it; undefined for one that does not fit, or that the executor alone can read. */
type Coerce = (value: unknown) => unknown;

type Field = {
  readonly name: string;
  readonly coerce: Coerce;
  readonly isRequired: boolean;
  readonly leftOut: unknown;
};

/** What a field is when it is left out. */
const defaultOf = ({ name, type, default: given, defaultValue }: GraphQLInputField): unknown => {
  if (given === undefined && defaultValue === undefined) return undefined;
  const alone = new GraphQLInputObjectType({
    name: 'Alone',
    fields: { [name]: { type, ...(given ? { default: given } : { defaultValue }) } },
  });
  return (coerceInputValue({}, alone) as Readonly<Record<string, unknown>>)[name];
};

/** One value may stand for a list of it: that is left to the executor. */
const listOf =
  (coerceItem: Coerce): Coerce =>
  (values) => {
    if (!Array.isArray(values)) return undefined;
    const coerced: unknown[] = [];
    for (const value of values) {
      const item = coerceItem(value);
      if (item === undefined) return undefined;
      coerced.push(item);
    }
    return coerced;
  };

const objectOf =
  (fields: readonly Field[]): Coerce =>
  (value) => {
    if (!isJsonObject(value)) return undefined;
    const coerced: Record<string, unknown> = {};
    let given = 0;
    for (const { name, coerce, isRequired, leftOut } of fields) {
      const raw = value[name];
      if (raw === undefined) {
        if (isRequired) return undefined;
        if (leftOut !== undefined) coerced[name] = leftOut;
        continue;
      }
      given += 1;
      const field = coerce(raw);
      if (field === undefined) return undefined;
      coerced[name] = field;
    }
    // Any other key is one too many.
    return Object.keys(value).length === given ? coerced : undefined;
  };

const leafOf =
  (type: { coerceInputValue(value: unknown): unknown }): Coerce =>
  (value) => {
    try {
      return type.coerceInputValue(value);
    } catch {
      return undefined;
    }
  };

/**
 * Reads what fits a type into what graphql-js would make of it, in a tenth of the time: the executor copies every object
 * twice, into ones without a prototype, which V8 keeps as hash tables. What does not fit is the executor's to tell of.
 */
const createCoercion = () => {
  const made = new Map<GraphQLInputType, Coerce>();

  const fieldOf = (field: GraphQLInputField): Field => ({
    name: field.name,
    coerce: coercionOf(field.type),
    isRequired: isRequiredInputField(field),
    leftOut: defaultOf(field),
  });

  const ofNullable = (type: GraphQLNullableInputType): Coerce => {
    if (isListType(type)) return listOf(coercionOf(type.ofType));
    if (!isInputObjectType(type)) return leafOf(type);
    // Where a type holds itself, nothing is read.
    made.set(type, () => undefined);
    return type.isOneOf ? () => undefined : objectOf(Object.values(type.getFields()).map(fieldOf));
  };

  const make = (type: GraphQLInputType): Coerce => {
    if (isNonNullType(type)) {
      const coerce = coercionOf(type.ofType);
      return (value) => coerce(value) ?? undefined;
    }
    const coerce = ofNullable(type);
    return (value) => (value === null ? null : coerce(value));
  };

  const coercionOf = (type: GraphQLInputType): Coerce => {
    const known = made.get(type);
    if (known) return known;
    const coerce = make(type);
    made.set(type, coerce);
    return coerce;
  };
  return coercionOf;
};

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
