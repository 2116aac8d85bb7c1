import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Subscription } from '../graphql/subscription.ts';

export type Events = AsyncIterable<ExecutionResult>;

const headers = {
  'content-type': 'text/event-stream',
  connection: 'keep-alive',
  'cache-control': 'no-store',
  'content-encoding': 'none',
};

const opened = new WeakMap<Response, Events>();

/** What an answer of Yoga's streams; undefined for one that has all it says in its body. */
export const eventsOf = (response: Response): Events | undefined => opened.get(response);

/**
 * A subscription on its way through envelop, which would put three iterators around whatever it takes for one. Both
 * transports open it.
 */
export class Sealed {
  readonly events: Subscription;
  constructor(events: Subscription) {
    this.events = events;
  }
}

/** Lets Yoga answer a subscription with the head of an event stream alone. Its own stream is three, and a timer. */
export const useEventStreams = (): Plugin => ({
  onExecutionResult: ({ result, setResult }) => {
    if (result instanceof Sealed) setResult(result.events);
  },
  onResultProcess: ({ result, resultProcessor, setResultProcessor }) => {
    if (!isAsyncIterable(result)) return;
    // No media type suits the client: Yoga says so, and what began for it is over.
    if (!resultProcessor) {
      void result[Symbol.asyncIterator]().return?.();
      return;
    }
    setResultProcessor((_result, { Response }) => {
      const response = new Response(null, { headers: { ...headers } });
      opened.set(response, result);
      return response;
    }, 'text/event-stream');
  },
});
