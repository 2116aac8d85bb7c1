import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Caller, type Scope, scopes } from '../../domain/caller.ts';
import { isRecord } from '../../lib/json/json.ts';
import { forbiddenField } from '../errors.ts';
import { fragmentsOf } from '../limits/fragments.ts';

type Variables = { readonly [name: string]: unknown };

/** Whether a selection is part of the operation with these variables. */
type Condition = (variables: Variables) => boolean;

/** A field of the operation itself, with its fragments written out. */
type RootField = {
  readonly node: FieldNode;
  /** Its name in the answer. */
  readonly key: string;
  isSelected: Condition;
};

/**
 * A value that is not a boolean selects the field. Such a request is refused later, so it is enough that no check is
 * left out.
 */
const conditionOf = (
  { name, arguments: given = [] }: DirectiveNode,
  defaults: ReadonlyMap<string, unknown>,
): Condition | null => {
  const isSkip = name.value === GraphQLSkipDirective.name;
  if (!isSkip && name.value !== GraphQLIncludeDirective.name) return null;
  const value = given.find((one) => one.name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return () => value.value !== isSkip;
  if (value?.kind !== Kind.VARIABLE) return null;
  const variable = value.name.value;
  return (variables) =>
    (Object.hasOwn(variables, variable) ? variables[variable] : defaults.get(variable)) !== isSkip;
};

/**
 * The root fields of an operation in order, including skipped ones. A field of several fragments occurs once for
 * each.
 */
export const rootFieldsOf = (
  document: DocumentNode,
  { selectionSet, variableDefinitions = [] }: OperationDefinitionNode,
): readonly RootField[] => {
  const fragments = fragmentsOf(document);
  const defaults = new Map<string, unknown>(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : null,
    ]),
  );

  const collect = ({ selections }: SelectionSetNode, above: readonly Condition[]): readonly RootField[] =>
    selections.flatMap((selection) => {
      const own = (selection.directives ?? []).flatMap((directive) => conditionOf(directive, defaults) ?? []);
      const conditions = [...above, ...own];
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const isSelected: Condition = (variables) => conditions.every((holds) => holds(variables));
        return [{ node: selection, key, isSelected }];
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      return fragment ? collect(fragment.selectionSet, conditions) : [];
    });

  return collect(selectionSet, []);
};

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
