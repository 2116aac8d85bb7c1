import { GraphQLError } from 'graphql';
import { cutText } from '../../lib/text.ts';

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

/** Our own messages are shorter. Those of the executor quote the value they are about. */
const mostCharacters = 500;

/** Mistakes of one request that are told. */
const mostTold = 20;

const short = (error: GraphQLError): GraphQLError => {
  const { message, nodes, source, positions, path, extensions } = error;
  if (message.length <= mostCharacters) return error;
  return new GraphQLError(cutText(message, mostCharacters), { nodes, source, positions, path, extensions });
};

/** Errors whose messages are bounded, whatever they quote. */
export const shortErrors = (errors: readonly GraphQLError[]): readonly GraphQLError[] =>
  errors.some(({ message }) => message.length > mostCharacters) ? errors.map(short) : errors;

/** Errors of a request of which nothing ran: bounded in number too. */
export const fewShortErrors = (errors: readonly GraphQLError[]): readonly GraphQLError[] => {
  const told = shortErrors(errors);
  if (told.length <= mostTold) return told;
  return [...told.slice(0, mostTold), new GraphQLError('There are more mistakes, which are not listed.')];
};
