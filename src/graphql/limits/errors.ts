import { GraphQLError } from 'graphql';
import { cutText } from '../../lib/text.ts';

type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly limit: number;
  readonly provided: number;
  /** The HTTP status. Default: 400. */
  readonly status?: number;
};

/**
 * The error of a request that exceeds a limit. `status` is the HTTP status when there are no other errors, also for a
 * media type whose answers would have the status 200.
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

/** The maximum length of a message. Messages of the executor quote whole values. */
const mostCharacters = 500;

/** The maximum number of errors of one request. */
const mostErrors = 20;

const short = (error: GraphQLError): GraphQLError => {
  const { message, nodes, source, positions, path, extensions } = error;
  if (message.length <= mostCharacters) return error;
  return new GraphQLError(cutText(message, mostCharacters), { nodes, source, positions, path, extensions });
};

/** Shortens the messages of errors. */
export const shortErrors = (errors: readonly GraphQLError[]): readonly GraphQLError[] =>
  errors.some(({ message }) => message.length > mostCharacters) ? errors.map(short) : errors;

/** Shortens the messages and limits the number of errors, for a request of which nothing ran. */
export const fewShortErrors = (errors: readonly GraphQLError[]): readonly GraphQLError[] => {
  const shortened = shortErrors(errors);
  if (shortened.length <= mostErrors) return shortened;
  return [
    ...shortened.slice(0, mostErrors),
    new GraphQLError('There are more mistakes, which are not listed.'),
  ];
};
