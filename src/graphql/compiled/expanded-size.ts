import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import { fieldsWrittenOut, fragmentsOf } from '../limits/expanded.ts';

/** Fields that one compiled query may have: some ten milliseconds to compile, and some hundred kilobytes. */
const mostFields = 1000;

/** Fields that it may have written out, those for other types among them: the compiler looks at all below each field. */
const mostWrittenOut = 400;

/**
 * Whether a query stays small when its fragments stand where they are spread and its interfaces are taken apart into
 * their types, as the compiler does: either may multiply at each level. Stops counting where it is too much.
 */
export const isSmallExpanded = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  const fragments = fragmentsOf(document);
  if (fieldsWrittenOut(document, fragments) > mostWrittenOut) return false;
  let left = mostFields;

  const count = (type: GraphQLNamedType | undefined, { selections }: SelectionSetNode): void => {
    if (isAbstractType(type)) {
      for (const possible of schema.getPossibleTypes(type))
        count(possible, { kind: Kind.SELECTION_SET, selections });
      return;
    }
    if (!isObjectType(type)) return;
    for (const selection of selections) {
      left -= 1;
      if (left < 0) return;
      if (selection.kind === Kind.FIELD) {
        const field = schema.getField(type, selection.name.value);
        if (field && selection.selectionSet) count(getNamedType(field.type), selection.selectionSet);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      const on: GraphQLNamedType | undefined = fragment.typeCondition
        ? typeFromAST(schema, fragment.typeCondition)
        : type;
      const applies = on === type || (isAbstractType(on) && schema.isSubType(on, type));
      if (applies) count(type, fragment.selectionSet);
    }
  };

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    count(schema.getRootType(definition.operation) ?? undefined, definition.selectionSet);
  }
  return left >= 0;
};
