import {
  type DocumentNode,
  type FieldNode,
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';

/** A schema's mutations as plain fields of their payloads: what is asked of one that has run is a query of it. */
export const payloadsOf = (schema: GraphQLSchema): GraphQLSchema => {
  const mutation = schema.getMutationType();
  const fields = Object.values(mutation?.getFields() ?? {}).map(
    ({ name, type }) => [name, { type }] as const,
  );
  const { [mutation?.name ?? '']: _mutation, ...types } = schema.getTypeMap();
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: mutation?.name ?? 'Mutation', fields: Object.fromEntries(fields) }),
    types: Object.values(types),
  });
};

const variablesIn = (document: DocumentNode): ReadonlySet<string> => {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      names.add(name.value);
    },
  });
  return names;
};

/** What is asked of the payload of a mutation's one field: without the field's arguments, and variables that are only in those. */
export const completionOf = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  field: FieldNode,
): DocumentNode => {
  const { name: _name, ...unnamed } = operation;
  const withVariables = (given: OperationDefinitionNode['variableDefinitions']): DocumentNode => ({
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...unnamed,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: given,
        selectionSet: { kind: Kind.SELECTION_SET, selections: [{ ...field, arguments: [] }] },
      },
      ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
    ],
  });
  const used = variablesIn(withVariables([]));
  return withVariables(
    operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)),
  );
};
