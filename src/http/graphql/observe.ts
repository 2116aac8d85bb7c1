import { isAsyncIterable } from 'graphql-yoga';
import type { FollowedRequest, Telemetry } from '../../ports/telemetry.ts';
import type { Handler } from '../handle.ts';

const first = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** Follows each request over HTTP until its answer is out, or its reader gone. */
export const followed =
  (telemetry: Pick<Telemetry, 'follow'>, serve: Handler): Handler =>
  (request, response, path) => {
    const { requestId, run, end } = telemetry.follow({
      transport: 'http',
      requestId: first(request.headers['x-request-id']),
      traceparent: first(request.headers['traceparent']),
    });
    response.setHeader('x-request-id', requestId);
    response.once('close', () => end(response.writableFinished ? response.statusCode : null));
    return run(() => serve(request, response, path));
  };

type Events = AsyncIterable<unknown>;

/** The events as they are; `end` hears when there are no more, or nobody wants them. */
const untilEnd = (events: Events, end: () => void): AsyncIterableIterator<unknown> => {
  const iterator = events[Symbol.asyncIterator]();
  return {
    next: async () => {
      const event = await iterator.next();
      if (event.done) end();
      return event;
    },
    return: async (value?: unknown) => {
      end();
      return iterator.return ? iterator.return(value) : { done: true, value };
    },
    throw: async (error: unknown) => {
      end();
      if (!iterator.throw) throw error;
      return iterator.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};

/** On a WebSocket nothing tells of the end of one answer among others but the answer itself. */
const answered = 200;

/** Follows one operation over a WebSocket until its answer is out, or its events end. */
export const followOperation = async <Result>(
  telemetry: Pick<Telemetry, 'follow' | 'failed'>,
  run: () => Result | Promise<Result>,
): Promise<Result> => {
  const request: FollowedRequest = telemetry.follow({
    transport: 'websocket',
    requestId: undefined,
    traceparent: undefined,
  });
  return request.run(async () => {
    const result = await run();
    if (isAsyncIterable(result)) return untilEnd(result, () => request.end(answered)) as Result;
    if (hasErrors(result)) telemetry.failed();
    request.end(answered);
    return result;
  });
};

export const hasErrors = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'errors' in result && Boolean(result.errors);
