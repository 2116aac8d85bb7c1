import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, getOperationAST } from 'graphql';

/** An error as a message carries it: what it says of an HTTP status has no meaning here. */
export const forSocket = (error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError => {
  const { extensions, ...told } = error instanceof GraphQLError ? error.toJSON() : error;
  const { http: _status, ...others } = extensions ?? {};
  return { ...told, extensions: others };
};

/** A browser's WebSocket can send no header of its own: what would be one is in the first message. */
export const authorizationIn = (
  payload: Readonly<Record<string, unknown>> | undefined,
): string | undefined => {
  const authorization = payload?.['authorization'];
  return typeof authorization === 'string' ? authorization : undefined;
};

export const isQuery = ({ document, operationName }: ExecutionArgs): boolean =>
  getOperationAST(document, operationName)?.operation === 'query';
