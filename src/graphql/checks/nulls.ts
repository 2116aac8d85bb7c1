import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { badInput } from '../errors.ts';

/** A variable that may be null by its type, used where null is refused. */
type Fragile = {
  readonly name: string;
  /** Whether it is null when it is left out. */
  readonly isNullByDefault: boolean;
  readonly error: GraphQLError;
};

/**
 * The variables of an operation that validation allows in a position of a non-null type only because they, or the
 * position, have a default. An explicit null passes the coercion of variables, and fails when the executor reads the
 * arguments of the field: after other fields have run. `alone` holds the operation and its fragments.
 */
export const fragileVariables = (
  schema: GraphQLSchema,
  alone: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): readonly Fragile[] => {
  const nullable = new Map(
    variableDefinitions
      .filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
      .map((definition) => [definition.variable.name.value, definition]),
  );
  if (nullable.size === 0) return [];
  const found = new Map<string, Fragile>();
  const types = new TypeInfo(schema);
  visit(
    alone,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Variable: (node) => {
        const name = node.name.value;
        const definition = nullable.get(name);
        const expected: GraphQLInputType | null | undefined = types.getInputType();
        if (!definition || found.has(name) || !isNonNullType(expected)) return;
        const message =
          `Variable "$${name}" of type "${print(definition.type)}" must not be null: ` +
          `it is used where "${String(expected)}" is expected. Nothing was run.`;
        found.set(name, {
          name,
          isNullByDefault: definition.defaultValue?.kind === Kind.NULL,
          error: badInput(message, node, 400),
        });
      },
    }),
  );
  return [...found.values()];
};

/** One error for each variable that is null where it must not be. */
export const forbiddenNulls = (
  fragile: readonly Fragile[],
  variables: { readonly [name: string]: unknown },
): readonly GraphQLError[] =>
  fragile.flatMap(({ name, isNullByDefault, error }) => {
    const isNull = Object.hasOwn(variables, name) ? variables[name] == null : isNullByDefault;
    return isNull ? [error] : [];
  });
