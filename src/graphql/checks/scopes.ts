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

/** The scopes that a caller needs: all of `all`, and one of `any` unless it is empty. */
type Scopes = { readonly all: readonly Scope[]; readonly any: readonly Scope[] };

const none: Scopes = { all: [], any: [] };

/** The scopes in a map of booleans; null for anything else. */
const scopesIn = (declared: unknown): readonly Scope[] | null =>
  isRecord(declared) && Object.keys(declared).every((name) => scopes.some((one) => one === name))
    ? scopes.filter((scope) => declared[scope] === true)
    : null;

/** The scopes that a type or a field of the schema declares with `authScopes`: a map, or `$any` of a map. */
const declaredIn = ({ pothosOptions }: Extensions): Scopes => {
  const declared = isRecord(pothosOptions) ? pothosOptions['authScopes'] : undefined;
  if (declared === undefined) return none;
  const isAny = isRecord(declared) && Object.keys(declared).join() === '$any';
  const found = scopesIn(isAny ? declared['$any'] : declared);
  if (!found)
    throw new Error('A root field declares authScopes in a form that is not checked before execution');
  return isAny ? { all: [], any: found } : { all: found, any: [] };
};

type Needed = Scopes & { readonly field: RootField; readonly parentType: string };

/** The scopes that the caller lacks. Of scopes of which one is enough, it lacks all or none. */
const lackingOf = ({ all, any }: Scopes, caller: Pick<Caller, 'scopes'>): readonly Scope[] => [
  ...all.filter((scope) => !caller.scopes[scope]),
  ...(any.some((scope) => caller.scopes[scope]) ? [] : any),
];

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
    const ofField = declaredIn(definition.extensions);
    const all = [...new Set([...ofType.all, ...ofField.all])];
    // No type of the schema declares `$any`.
    const { any } = ofField;
    return all.length + any.length > 0 ? [{ field, parentType: type.name, all, any }] : [];
  });
};

/** One error for each selected root field that the caller may not use. */
export const forbiddenFields = (
  needed: readonly Needed[],
  caller: Pick<Caller, 'scopes'>,
  variables: { readonly [name: string]: unknown },
): readonly GraphQLError[] => {
  if (needed.every((one) => lackingOf(one, caller).length === 0)) return [];
  const errors = new Map<string, GraphQLError>();
  for (const one of needed) {
    const { field, parentType } = one;
    const lacking = lackingOf(one, caller);
    if (lacking.length === 0 || errors.has(field.key) || !field.isSelected(variables)) continue;
    errors.set(field.key, forbiddenField(parentType, field, lacking, one.any.length > 0 ? ' or ' : ', '));
  }
  return [...errors.values()];
};
