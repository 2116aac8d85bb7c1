import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from './fragments.ts';

type Sizes = ReadonlyMap<string, number>;

/** The lengths of the lists of an introspection in this schema. Lists below types have the average length. */
const sizesOf = (schema: GraphQLSchema): Sizes => {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  );
  const args = fields.reduce((sum, field) => sum + field.args.length, 0);
  const inputs = types.reduce(
    (sum, type) => sum + (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0),
    0,
  );
  const values = types.reduce((sum, type) => sum + (isEnumType(type) ? type.getValues().length : 0), 0);
  const each = (count: number, of: number): number => Math.max(1, count / Math.max(1, of));
  return new Map([
    ['__Schema.types', types.length],
    ['__Schema.directives', schema.getDirectives().length],
    ['__Type.fields', each(fields.length, types.length)],
    ['__Type.inputFields', each(inputs, types.length)],
    ['__Type.enumValues', each(values, types.length)],
    ['__Field.args', each(args, fields.length)],
  ]);
};

const isList = (type: unknown): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** The root fields of an operation that ask for the schema, and about how many fields the answers to them hold. */
type Introspection = { readonly fields: number; readonly cost: number };

const noIntrospection: Introspection = { fields: 0, cost: 0 };

/**
 * Calculates the cost of the introspection in a document, besides what its plain fields cost: about the number of fields
 * in the answer, times the number of root fields that ask for the schema. Tools ask once. A document that asks under
 * several names gets the same long texts several times, so it must not do that cheaply. Each fragment is read once for
 * each type.
 */
export const createIntrospectionCost = (schema: GraphQLSchema) => {
  const sizes = sizesOf(schema);

  const within = (fragments: Fragments) => {
    const known = new Map<SelectionSetNode, Map<GraphQLNamedType, number>>();

    const costOf = (type: GraphQLNamedType, set: SelectionSetNode): number => {
      const before = known.get(set)?.get(type);
      if (before !== undefined) return before;
      const ofTypes = known.get(set) ?? new Map<GraphQLNamedType, number>();
      known.set(set, ofTypes);
      ofTypes.set(type, 0);
      let cost = 0;
      for (const selection of set.selections) {
        if (selection.kind !== Kind.FIELD) {
          const inside =
            selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
          if (inside) cost += costOf(type, inside.selectionSet);
          continue;
        }
        const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
        cost += 1;
        if (!field || !selection.selectionSet) continue;
        const often = sizes.get(`${type.name}.${field.name}`) ?? (isList(field.type) ? 2 : 1);
        cost += often * costOf(getNamedType(field.type), selection.selectionSet);
      }
      ofTypes.set(type, cost);
      return cost;
    };

    const knownRoots = new Map<string, Introspection>();

    const ofFragment = (name: string): Introspection => {
      const before = knownRoots.get(name);
      if (before !== undefined) return before;
      knownRoots.set(name, noIntrospection);
      const fragment = fragments.get(name);
      const found = fragment ? ofRoot(fragment.selectionSet) : noIntrospection;
      knownRoots.set(name, found);
      return found;
    };

    const ofSelection = (selection: SelectionNode): Introspection => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return ofRoot(selection.selectionSet);
      const name = { __schema: '__Schema', __type: '__Type' }[selection.name.value];
      const type = name && schema.getType(name);
      if (!type || !selection.selectionSet) return noIntrospection;
      return { fields: 1, cost: Math.ceil(costOf(type, selection.selectionSet)) };
    };

    const ofRoot = ({ selections }: SelectionSetNode): Introspection => {
      let { fields, cost } = noIntrospection;
      for (const selection of selections) {
        const found = ofSelection(selection);
        fields += found.fields;
        cost += found.cost;
      }
      return { fields, cost };
    };
    return ofRoot;
  };

  return (document: DocumentNode): number => {
    const operation = getOperationAST(document);
    if (!operation) return 0;
    const { fields, cost } = within(fragmentsOf(document))(operation.selectionSet);
    return fields * cost;
  };
};
