import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../limits/expanded.ts';

type Variables = { readonly [name: string]: unknown };

/** Whether a selection is part of the operation with these variables. */
type Condition = (variables: Variables) => boolean;

/** A field of the operation itself, with its fragments written out. */
export type RootField = {
  readonly node: FieldNode;
  /** Its name in the answer. */
  readonly key: string;
  isSelected: Condition;
};

/**
 * A value that is no boolean selects the field: such a request is refused before it runs, and what is refused may be
 * checked too much but not too little.
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
 * The root fields of an operation in their order, also those that are skipped. A field that several fragments bring
 * comes as often as they bring it.
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
