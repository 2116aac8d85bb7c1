import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Access } from '../../../access/access.ts';
import type { Caller } from '../../../domain/caller.ts';
import type { Events } from '../fetch-api.ts';
import { createKeepAlive } from './keep-alive.ts';

/** A comment, which every reader of events skips. Some browsers report an open stream only after the first bytes. */
const comment = ':\n\n';

const completeEvent = 'event: complete\ndata:\n\n';

const eventOf = (json: string): string => `event: next\ndata: ${json}\n\n`;

/** A whole stream with one event, for a query whose client accepts nothing but events. */
export const streamOfOne = (json: string): string => comment + eventOf(json) + completeEvent;

/** The open event streams, with the callers that opened them. */
export type OpenStreams = Map<ServerResponse, Caller>;

/**
 * Writes the events of subscriptions to connections (the distinct connections mode of GraphQL over Server-Sent Events),
 * no faster than each client reads them. `jsonOf` formats one result; `streams` lists the open streams.
 */
export const createEventWriter = (jsonOf: (result: ExecutionResult) => string, streams: OpenStreams) => {
  const keepAlive = createKeepAlive<ServerResponse>((response) => {
    if (!response.writableNeedDrain) response.write(comment);
  });

  return (events: Events, response: ServerResponse, caller: Caller): void => {
    const iterator = events[Symbol.asyncIterator]();
    const next = (): void => {
      iterator.next().then(write, fail);
    };
    const write = ({ done, value }: IteratorResult<ExecutionResult>): void => {
      // The client has left, or the server has ended the stream.
      if (response.destroyed || response.writableEnded) return;
      if (done) response.end(completeEvent);
      else if (response.write(eventOf(jsonOf(value)))) next();
      else response.once('drain', next);
    };
    const fail = (): void => void response.destroy();
    response.on('close', () => {
      keepAlive.remove(response);
      streams.delete(response);
      void iterator.return?.();
    });
    // Node keeps the text of a head that is written together with a body. Flushing it first, in the same packet, frees it.
    response.cork();
    response.flushHeaders();
    response.write(comment);
    response.uncork();
    keepAlive.add(response);
    streams.set(response, caller);
    next();
  };
};

const keyRevoked = JSON.stringify({
  errors: [
    {
      message: 'The API key is no longer valid, or its rights have changed. Subscribe again.',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
});

/**
 * Ends the event streams whose key was revoked, has expired or has other rights since they began, and says why. Chunks
 * are whole events, so one more fits after any of them.
 */
export const endRevokedStreams = (streams: OpenStreams, access: Pick<Access, 'keyStatusOf'>): void => {
  for (const [response, caller] of streams) {
    if (response.writableEnded || access.keyStatusOf(caller) === 'current') continue;
    response.end(eventOf(keyRevoked) + completeEvent);
  }
};
