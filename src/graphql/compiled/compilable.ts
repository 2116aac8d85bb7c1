import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isObjectType,
  Kind,
  type NameNode,
  type SelectionSetNode,
  type TypeNode,
  typeFromAST,
  visit,
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
const isSmallExpanded = (schema: GraphQLSchema, document: DocumentNode): boolean => {
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

/**
 * What the compiler is given is what can be seen to be safe, by a list of what may be in it. Of a document its output
 * holds names, whole numbers, `true`, `false`, `null` and plain texts. It must see no others: what stands after its own
 * mark of a date, in a text that anybody may write, it puts into the program as it is. Directives are left out because it keeps its conditions in the nodes of the
 * document, where two uses of a fragment meet; input objects and other scalars, because it reads them in ways of its own.
 */
const allowed: ReadonlySet<string> = new Set([
  Kind.DOCUMENT,
  Kind.OPERATION_DEFINITION,
  Kind.FRAGMENT_DEFINITION,
  Kind.SELECTION_SET,
  Kind.FIELD,
  Kind.FRAGMENT_SPREAD,
  Kind.INLINE_FRAGMENT,
  Kind.ARGUMENT,
  Kind.VARIABLE_DEFINITION,
  Kind.VARIABLE,
  Kind.NAME,
  Kind.NAMED_TYPE,
  Kind.LIST_TYPE,
  Kind.NON_NULL_TYPE,
  Kind.INT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.NULL,
  Kind.LIST,
]);

/** Enough for most ids. Nothing in it ends a text in JavaScript, and the compiler's own marks have a `_`. */
const plainText = /^[A-Za-z0-9 .:+/=-]*$/u;

const scalars: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Boolean']);

/** The compiler joins aliases with `_`, and with names of types and counters: these can't be taken for one of those. */
const isPlain = ({ value }: NameNode): boolean =>
  /^[a-z][A-Za-z0-9]*$/u.test(value) && !/^idx\d+$/u.test(value) && !(value in Object.prototype);

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

/** Whether a document of one query, with its fragments, may be compiled. */
export const isCompilable = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  let fits = true;
  const hold = (held: boolean): void => {
    fits &&= held;
  };
  visit(document, {
    enter: (node) => {
      hold(allowed.has(node.kind));
      switch (node.kind) {
        case Kind.OPERATION_DEFINITION:
          hold(node.operation === 'query');
          break;
        case Kind.FIELD:
          hold(!node.alias || isPlain(node.alias));
          break;
        case Kind.STRING:
          hold(plainText.test(node.value));
          break;
        case Kind.VARIABLE_DEFINITION: {
          const type = namedType(node.type);
          hold(isPlain(node.variable.name) && (scalars.has(type) || isEnumType(schema.getType(type))));
          break;
        }
      }
    },
  });
  return fits && isSmallExpanded(schema, document);
};
