import { type ASTNode, GraphQLError } from 'graphql';

/** The caller's mistake in an argument: said as it is, under a code that a program can tell. */
export const badInput = (message: string, node?: ASTNode): GraphQLError =>
  new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } });
