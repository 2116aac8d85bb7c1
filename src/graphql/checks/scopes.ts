import type { GraphQLError, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { type Caller, type Scope, scopes } from '../../domain/caller.ts';
import { isRecord } from '../../lib/is-record.ts';
import { forbiddenField } from '../forbidden.ts';
import type { RootField } from './root-fields.ts';

type Extensions = { readonly [name: string]: unknown };

/** The scopes that a type or a field of the schema declares with `authScopes`. */
const declaredIn = ({ pothosOptions }: Extensions): readonly Scope[] => {
  const declared = isRecord(pothosOptions) ? pothosOptions['authScopes'] : undefined;
  if (declared === undefined) return [];
  const isPlain =
    isRecord(declared) && Object.keys(declared).every((name) => scopes.some((one) => one === name));
  if (!isPlain)
    throw new Error('A root field declares authScopes in a form that is not checked before execution');
  return scopes.filter((scope) => declared[scope] === true);
};

type Needed = {
  readonly field: RootField;
  readonly parentType: string;
  readonly scopes: readonly Scope[];
};

/** The scopes that each root field of an operation needs. Introspection needs none. */
export const neededScopes = (
  schema: GraphQLSchema,
  { operation }: OperationDefinitionNode,
  fields: readonly RootField[],
): readonly Needed[] => {
  const type: GraphQLObjectType | null | undefined = schema.getRootType(operation);
  if (!type) return [];
  const ofType = declaredIn(type.extensions);
  return fields.flatMap((field) => {
    const definition = type.getFields()[field.node.name.value];
    if (!definition) return [];
    const needed = [...new Set([...ofType, ...declaredIn(definition.extensions)])];
    return needed.length > 0 ? [{ field, parentType: type.name, scopes: needed }] : [];
  });
};

/** One error for each selected root field that the caller may not use. */
export const forbiddenFields = (
  needed: readonly Needed[],
  caller: Pick<Caller, 'scopes'>,
  variables: { readonly [name: string]: unknown },
): readonly GraphQLError[] => {
  if (needed.every(({ scopes: all }) => all.every((scope) => caller.scopes[scope]))) return [];
  const errors = new Map<string, GraphQLError>();
  for (const { field, parentType, scopes: all } of needed) {
    const lacking = all.filter((scope) => !caller.scopes[scope]);
    if (lacking.length === 0 || errors.has(field.key) || !field.isSelected(variables)) continue;
    errors.set(field.key, forbiddenField(parentType, field, lacking));
  }
  return [...errors.values()];
};
