import { GraphQLError } from 'graphql';

type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly limit: number;
  readonly provided: number;
  /** The HTTP status; 400 where none is given. */
  readonly status?: number;
};

/**
 * A request that asks for more than it may. The status is for HTTP: a request that ran into nothing else is refused
 * with it, also where an answer of another media type would be 200.
 */
export const overLimit = ({ code, message, limit, provided, status = 400 }: Refusal): GraphQLError =>
  new GraphQLError(message, {
    extensions: {
      code,
      limit,
      provided: Math.min(provided, Number.MAX_SAFE_INTEGER),
      http: { status, spec: status === 400 },
    },
  });
