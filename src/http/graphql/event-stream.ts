import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Events } from '../event-streams.ts';
import { createPulse } from './keep-alive.ts';

/** A comment, which every reader of events skips. Some browsers take a stream for open only once something came. */
const comment = ':\n\n';

/**
 * Writes events to a connection as they come (the distinct connections mode of GraphQL over Server-Sent Events), no
 * faster than its reader takes them. `textOf` gives one answer as JSON; `streams` holds those that are open.
 */
export const createEventWriter = (
  textOf: (result: ExecutionResult) => string | Promise<string>,
  streams: Set<ServerResponse>,
) => {
  const pulse = createPulse<ServerResponse>((response) => {
    if (!response.writableNeedDrain) response.write(comment);
  });

  return (events: Events, response: ServerResponse): void => {
    const iterator = events[Symbol.asyncIterator]();
    const next = (): void => {
      iterator.next().then(take, fail);
    };
    const take = async ({ done, value }: IteratorResult<ExecutionResult>): Promise<void> => {
      const text = done ? null : await textOf(value);
      // The reader has left, or the gateway has ended the stream.
      if (response.destroyed || response.writableEnded) return;
      if (text === null) response.end('event: complete\ndata:\n\n');
      else if (response.write(`event: next\ndata: ${text}\n\n`)) next();
      else response.once('drain', next);
    };
    const fail = (): void => void response.destroy();
    response.on('close', () => {
      pulse.remove(response);
      streams.delete(response);
      void iterator.return?.();
    });
    // The head by itself, in the same packet: Node keeps its text, which is in fifty pieces before it is written as it is.
    response.cork();
    response.flushHeaders();
    response.write(comment);
    response.uncork();
    pulse.add(response);
    streams.add(response);
    next();
  };
};
