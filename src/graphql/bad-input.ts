import { GraphQLError } from 'graphql';

/** The caller's mistake in an argument: said as it is, under a code that a program can tell. */
export const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
