import type { ServerResponse } from 'node:http';
import type { Callers } from './callers.ts';

const lastEvent = JSON.stringify({
  errors: [
    {
      message: 'The API key is no longer valid, or its rights have changed. Subscribe again.',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
});

/** The end of an event stream says why it ended; chunks are whole events, so one more fits after any of them. */
const endStream = (response: ServerResponse): void => {
  const isEvents = String(response.getHeader('content-type')).startsWith('text/event-stream');
  response.end(isEvents ? `event: next\ndata: ${lastEvent}\n\nevent: complete\ndata:\n\n` : undefined);
};

/** Ends the event streams whose keys are no longer what they were when the stream began. */
export const endStaleStreams = (open: ReadonlySet<ServerResponse>, callers: Callers): void => {
  for (const response of open) {
    // Only a stream has begun and goes on; any other answer is written in one go.
    const isStream = response.headersSent && !response.writableEnded;
    if (isStream && callers.standingOf(response.req) !== 'current') endStream(response);
  }
};
