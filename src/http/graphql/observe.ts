import { isAsyncIterable } from 'graphql-yoga';
import type { InstrumentedRequest, Telemetry } from '../../ports/telemetry.ts';
import type { Handler } from '../responses.ts';
import { hasErrors } from './results.ts';

const first = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** Reports each request over HTTP to telemetry, until its answer is sent or its client has left. */
export const observeRequests =
  (telemetry: Pick<Telemetry, 'instrument'>, handler: Handler): Handler =>
  (request, response, path) => {
    const { httpRequestId, run, end } = telemetry.instrument({
      transport: 'http',
      httpRequestId: first(request.headers['x-request-id']),
      traceparent: first(request.headers['traceparent']),
    });
    response.setHeader('x-request-id', httpRequestId);
    response.once('close', () => end(response.writableFinished ? response.statusCode : null));
    return run(() => handler(request, response, path));
  };

type Events = AsyncIterable<unknown>;

/** The same events. Calls `end` when there are no more, or when the client has left. */
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

/** The answer to one operation of a WebSocket has no status of its own. */
const answered = 200;

/** Reports one operation over a WebSocket to telemetry, until its answer is there or its events end. */
export const observeOperation = async <Result>(
  telemetry: Pick<Telemetry, 'instrument' | 'failed'>,
  run: () => Promise<Result>,
): Promise<Result> => {
  const request: InstrumentedRequest = telemetry.instrument({
    transport: 'websocket',
    httpRequestId: undefined,
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
