import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
  typeFromAST,
  visit,
} from 'graphql';
import { expandedFieldCountOf, fragmentsOf } from '../../limits/fragments.ts';

/**
 * The rule for what graphql-jit may compile: a document that consists of names, whole numbers and variables. The
 * executor interprets every other document. graphql-jit copies literals of other kinds into the program that it
 * generates, some of them as code, and its answers differ from the executor's for variables inside lists and objects,
 * and for fragments with directives. docs/explanation/graphql-jit-report.md describes each difference.
 */
const isAllowed = (node: ASTNode): boolean => {
  switch (node.kind) {
    case Kind.DOCUMENT:
    case Kind.OPERATION_DEFINITION:
    case Kind.FRAGMENT_DEFINITION:
    case Kind.SELECTION_SET:
    case Kind.FIELD:
    case Kind.FRAGMENT_SPREAD:
    case Kind.INLINE_FRAGMENT:
    case Kind.ARGUMENT:
    case Kind.VARIABLE_DEFINITION:
    case Kind.VARIABLE:
    case Kind.NAMED_TYPE:
    case Kind.LIST_TYPE:
    case Kind.NON_NULL_TYPE:
    case Kind.ENUM:
    case Kind.BOOLEAN:
    case Kind.NULL:
      return true;
    case Kind.NAME:
      return isPlainName(node.value);
    case Kind.INT:
      // The generated program holds 0 in place of -0.
      return node.value !== '-0';
    default:
      return false;
  }
};

/**
 * A name without a meaning in JavaScript. graphql-jit makes its own names by joining the names of a path with `_`, so a
 * name with `_` may be taken for a path. A name such as `__proto__`, `constructor` or `then` has a meaning on every
 * object or promise.
 */
const isPlainName = (name: string): boolean =>
  name === '__typename' ||
  (/^[A-Za-z][A-Za-z0-9]*$/u.test(name) &&
    !(name in Object.prototype) &&
    !(name in Promise.prototype) &&
    name !== 'toJSON');

/** Whether a document consists of names, whole numbers and variables. */
export const consistsOfNames = (document: DocumentNode): boolean => {
  let isPlain = true;
  visit(document, {
    enter: (node) => {
      isPlain &&= isAllowed(node);
      return isPlain ? undefined : BREAK;
    },
  });
  return isPlain;
};

const scalars: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Boolean']);

const nameOf = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);

/**
 * Whether every variable is a scalar of GraphQL itself, an enum or a list of these. graphql-jit coerces the variables a
 * second time, with rules of its own. For these types the second coercion changes nothing.
 */
const readsLeaves = (schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): boolean =>
  variableDefinitions.every(({ type }) => {
    const name = nameOf(type);
    return scalars.has(name) || isEnumType(schema.getType(name));
  });

/** Fields of one compiled query. So many take about ten milliseconds to compile, and some hundred kilobytes. */
const mostFields = 1000;

/** Fields of a query with its fragments written out. The compiler looks at everything below each of them. */
const mostWrittenOut = 400;

/**
 * Whether a query stays small when each fragment stands where it is spread, and each interface is divided into its
 * types. The compiler does both, and both may multiply at every level. The count stops at the limit.
 */
const isSmallExpanded = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  const fragments = fragmentsOf(document);
  if (expandedFieldCountOf(document, fragments) > mostWrittenOut) return false;
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

/** Whether a document of one query, with its fragments, may be compiled. */
export const isCompilable = (schema: GraphQLSchema, document: DocumentNode): boolean =>
  consistsOfNames(document) &&
  document.definitions.every(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION ||
      (definition.operation === 'query' && readsLeaves(schema, definition)),
  ) &&
  isSmallExpanded(schema, document);
