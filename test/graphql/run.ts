import { type ExecutionResult, graphql, parse, subscribe } from 'graphql';
import type { Gateway } from '../../src/core/gateway.ts';
import type { Caller } from '../../src/domain/caller.ts';
import { createContext } from '../../src/graphql/context.ts';
import { schema } from '../../src/graphql/schema.ts';
import { caller, limits } from './fixtures.ts';

export type Variables = { readonly [name: string]: unknown };

/** The answer of a caller, converted to JSON and back. */
const asJson = (answer: ExecutionResult) => JSON.parse(JSON.stringify(answer));

/** Runs a document and returns the whole answer, including errors. */
export const ask = async (gateway: Gateway, source: string, variables: Variables = {}, as: Caller = caller) =>
  asJson(
    await graphql({
      schema,
      source,
      variableValues: variables,
      contextValue: createContext(gateway, as, limits),
    }),
  );

/** Runs a document that must succeed, and returns its data. */
export const data = async (
  gateway: Gateway,
  source: string,
  variables: Variables = {},
  as: Caller = caller,
) => {
  const answer = await ask(gateway, source, variables, as);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};

export const codesOf = (answer: { errors?: { extensions?: { code?: string } }[] }) =>
  answer.errors?.map((error) => error.extensions?.code);

/** Subscribes; throws with the answer's errors if it is refused. */
export const follow = async (
  gateway: Gateway,
  source: string,
  variables: Variables = {},
  as: Caller = caller,
) => {
  const stream = await subscribe({
    schema,
    document: parse(source),
    variableValues: variables,
    contextValue: createContext(gateway, as, limits),
  });
  if (!(Symbol.asyncIterator in stream)) throw Object.assign(new Error('refused'), asJson(stream));
  const iterator = stream[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value, done } = await iterator.next();
      return done ? null : asJson(value);
    },
    leave: async () => {
      await iterator.return?.(undefined);
    },
  };
};
