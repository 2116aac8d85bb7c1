import {
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLInputType,
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

/** A schema whose query type has the fields of a root type without arguments: the selection of a result is a query of it. */
const resultsOf = (schema: GraphQLSchema, root: GraphQLObjectType): GraphQLSchema => {
  const fields = Object.values(root.getFields()).map(({ name, type }) => [name, { type }] as const);
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: `ResultsOf${root.name}`, fields: Object.fromEntries(fields) }),
    types: Object.values(schema.getTypeMap()),
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

/** The selection of a result as a query: without the arguments of the root field and without their variables. */
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

/** For a field with a variable for each argument that its document gives, and without defaults of other arguments. */
const argumentsOf = ({ args }: Field, { arguments: given = [] }: FieldNode): ReadArguments | null => {
  const read: { name: string; type: GraphQLInputType; variable: string; isRequired: boolean }[] = [];
  for (const { name, type, defaultValue, default: preset } of args) {
    const hasDefault = defaultValue !== undefined || preset !== undefined;
    const value = given.find((one) => one.name.value === name)?.value;
    if (value?.kind === Kind.VARIABLE) {
      const isRequired = isNonNullType(type) || hasDefault;
      read.push({ name, type, variable: value.name.value, isRequired });
    } else if (value || hasDefault || isNonNullType(type)) return null;
  }
  return ({ coerced }) => {
    const values: Record<string, unknown> = {};
    for (const { name, type, variable, isRequired } of read) {
      const value = Object.hasOwn(coerced, variable) ? coerced[variable] : undefined;
      if (value === null && isNonNullType(type)) return null;
      if (value !== undefined) values[name] = value;
      else if (isRequired) return null;
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

/** The only field of an operation, if it has a resolver. */
const oneFieldOf = (parentType: GraphQLObjectType, operation: OperationDefinitionNode) => {
  const [node, ...others] = operation.selectionSet.selections;
  if (node?.kind !== Kind.FIELD || others.length > 0) return null;
  const field = parentType.getFields()[node.name.value];
  return field?.resolve ? { node, parentType, field, resolve: field.resolve } : null;
};

/**
 * Runs operations of one field of `root`. The field's own resolver runs as it is, once, and the selection of its result is
 * compiled. If the answer of the compiled code has an error, the executor runs the operation. A field of a mutation must
 * not run again: the executor then gets its settled outcome. The fields below a result only read.
 */
export const createOneFields = (schema: GraphQLSchema, root: GraphQLObjectType, compile: Compile) => {
  const results = resultsOf(schema, root);
  const variablesOf = createVariables(schema);
  const runsOnce = root === schema.getMutationType();

  return (document: DocumentNode, operation: OperationDefinitionNode): Run | null => {
    const one = oneFieldOf(root, operation);
    if (!one) return null;
    const { node, field, resolve } = one;
    const readVariables = variablesOf(operation.variableDefinitions ?? []);
    const readArguments = argumentsOf(field, node);
    if (!readVariables || !readArguments) return null;
    const completion = completionOf(document, operation, node);
    const compiled = isCompilable(results, completion) ? compile(results, completion) : null;
    if (!compiled) return null;
    const resolved = { ...one, operation, fragments: Object.fromEntries(fragmentsOf(document)) };

    return (args, interpret) => {
      const variables = readVariables(args.variableValues ?? {});
      const given = variables && readArguments(variables);
      if (!variables || !given) return interpret(args);
      const { rootValue, contextValue } = args;
      const run = async () => resolve(rootValue, given, contextValue, infoOf(resolved, args, variables));
      const completed = new CompletedField(run());
      const interpretRest = () => interpret(runsOnce ? { ...args, rootValue: completed } : args);
      return completed.outcome.then(
        (result) =>
          runQuery(
            compiled,
            { ...args, variableValues: variables.coerced, rootValue: { [field.name]: result } },
            interpretRest,
          ),
        interpretRest,
      );
    };
  };
};
