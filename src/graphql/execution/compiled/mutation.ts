import {
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type VariableValues,
  visit,
} from 'graphql';
import { fragmentsOf } from '../../limits/fragments.ts';
import { CompletedField } from '../../mutations/request.ts';
import { isCompilable } from './compilable.ts';
import { type Compile, type Run, runQuery } from './run.ts';
import { createVariables } from './variables.ts';

/** A schema whose query type has the mutations as plain fields: the selection of a payload is a query of it. */
const payloadsOf = (schema: GraphQLSchema): GraphQLSchema => {
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

/** The selection of a payload as a query: without the arguments of the mutation's field and without their variables. */
const completionOf = (
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

type Field = GraphQLField<unknown, unknown>;

/** The arguments of the field from the variables of the operation; null if the executor has to find them. */
type ReadArguments = (variables: VariableValues) => Record<string, unknown> | null;

/** For a field with a variable for each of its arguments. */
const argumentsOf = ({ args }: Field, { arguments: given = [] }: FieldNode): ReadArguments | null => {
  const read = args.flatMap(({ name, type }) => {
    const value = given.find((one) => one.name.value === name)?.value;
    return value?.kind === Kind.VARIABLE ? [{ name, type, variable: value.name.value }] : [];
  });
  if (read.length < args.length) return null;
  return ({ coerced }) => {
    const values: Record<string, unknown> = {};
    for (const { name, type, variable } of read) {
      const value = Object.hasOwn(coerced, variable) ? coerced[variable] : undefined;
      if (value === undefined || (value === null && isNonNullType(type))) return null;
      values[name] = value;
    }
    return values;
  };
};

const helpers: ReturnType<GraphQLResolveInfo['getAsyncHelpers']> = {
  promiseAll: (values) => Promise.all(values),
  track: () => {},
};
const getAsyncHelpers = () => helpers;
/** An operation with an abort signal is not compiled. */
const getAbortSignal = () => undefined;

/** The parts of the resolve info that are the same for each run. */
type Resolved = {
  readonly operation: OperationDefinitionNode;
  readonly node: FieldNode;
  readonly field: Field;
  readonly parentType: GraphQLObjectType;
  readonly fragments: { readonly [name: string]: FragmentDefinitionNode };
};

const infoOf = (
  { operation, node, field, parentType, fragments }: Resolved,
  { schema, rootValue }: ExecutionArgs,
  variableValues: VariableValues,
): GraphQLResolveInfo => ({
  fieldName: field.name,
  fieldNodes: [node],
  returnType: field.type,
  parentType,
  path: { prev: undefined, key: node.alias?.value ?? node.name.value, typename: parentType.name },
  schema,
  fragments,
  rootValue,
  operation,
  variableValues,
  getAbortSignal,
  getAsyncHelpers,
});

/** The only field of a mutation, if it has a resolver. */
const oneFieldOf = (schema: GraphQLSchema, operation: OperationDefinitionNode) => {
  const [node, ...others] = operation.selectionSet.selections;
  if (node?.kind !== Kind.FIELD || others.length > 0) return null;
  const parentType = schema.getMutationType();
  const field = parentType?.getFields()[node.name.value];
  return parentType && field?.resolve ? { node, parentType, field, resolve: field.resolve } : null;
};

/**
 * Runs mutations of one field. The field's own resolver runs as it is, once, and the selection of its payload is
 * compiled. If the answer of the compiled code has an error, the executor runs the operation with the settled outcome of
 * the field, so that the field does not run again. The fields below a payload only read.
 */
export const createMutations = (schema: GraphQLSchema, compile: Compile) => {
  const payloads = payloadsOf(schema);
  const variablesOf = createVariables(schema);

  return (document: DocumentNode, operation: OperationDefinitionNode): Run | null => {
    const one = oneFieldOf(schema, operation);
    if (!one) return null;
    const { node, field, resolve } = one;
    const readVariables = variablesOf(operation.variableDefinitions ?? []);
    const readArguments = argumentsOf(field, node);
    if (!readVariables || !readArguments) return null;
    const completion = completionOf(document, operation, node);
    const compiled = isCompilable(payloads, completion) ? compile(payloads, completion) : null;
    if (!compiled) return null;
    const resolved = { ...one, operation, fragments: Object.fromEntries(fragmentsOf(document)) };

    return (args, interpret) => {
      const variables = readVariables(args.variableValues ?? {});
      const given = variables && readArguments(variables);
      if (!variables || !given) return interpret(args);
      const { rootValue, contextValue } = args;
      const run = async () => resolve(rootValue, given, contextValue, infoOf(resolved, args, variables));
      const completed = new CompletedField(run());
      const interpretRest = () => interpret({ ...args, rootValue: completed });
      return completed.outcome.then(
        (payload) =>
          runQuery(
            compiled,
            { ...args, variableValues: variables.coerced, rootValue: { [field.name]: payload } },
            interpretRest,
          ),
        interpretRest,
      );
    };
  };
};
