import { type ASTNode, GraphQLError } from 'graphql';

/**
 * The caller's mistake, under a code that a program can tell. `status` is that of HTTP, where the mistake refuses the
 * whole request.
 */
export const badInput = (message: string, node?: ASTNode, status?: number): GraphQLError =>
  new GraphQLError(message, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT', ...(status !== undefined && { http: { status } }) },
  });
