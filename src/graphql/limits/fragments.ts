import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export const fragmentsOf = (document: DocumentNode): Fragments =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

type Measure = {
  /** The measure of a field, given the measure of the fields below it. */
  readonly field: (below: () => number) => number;
  readonly together: (one: number, other: number) => number;
};

/**
 * Measures the operations of a document with their fragments written out. Each fragment is measured once. A fragment
 * inside itself counts as nothing, because validation refuses it later.
 */
const measured = (document: DocumentNode, fragments: Fragments, { field, together }: Measure): number => {
  const known = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, 0);
    const fragment = fragments.get(name);
    const found = fragment ? ofSelections(fragment.selectionSet) : 0;
    known.set(name, found);
    return found;
  };

  const ofSelections = ({ selections }: SelectionSetNode): number => {
    let found = 0;
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const { selectionSet } = selection;
          found = together(
            found,
            field(() => (selectionSet ? ofSelections(selectionSet) : 0)),
          );
          break;
        }
        case Kind.INLINE_FRAGMENT:
          found = together(found, ofSelections(selection.selectionSet));
          break;
        default:
          found = together(found, ofFragment(selection.name.value));
      }
    }
    return found;
  };

  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .reduce((most, { selectionSet }) => Math.max(most, ofSelections(selectionSet)), 0);
};

/** The depth of the depthOf operation: 1 for fields without fields. */
export const depthOf = (document: DocumentNode, fragments: Fragments): number =>
  measured(document, fragments, { field: (below) => 1 + below(), together: Math.max });

/** The number of root fields of the operation with the most. */
export const rootFieldCountOf = (document: DocumentNode, fragments: Fragments): number =>
  measured(document, fragments, { field: () => 1, together: (one, other) => one + other });

/** The number of fields at all levels of the operation with the most, with fragments written out. */
export const expandedFieldCountOf = (document: DocumentNode, fragments: Fragments): number =>
  measured(document, fragments, { field: (below) => 1 + below(), together: (one, other) => one + other });
