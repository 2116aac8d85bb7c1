import type { ServerResponse } from 'node:http';
import type { Callers } from '../callers.ts';

const lastEvent = JSON.stringify({
  errors: [
    {
      message: 'The API key is no longer valid, or its rights have changed. Subscribe again.',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
});

/** Chunks are whole events, so one more fits after any of them. */
const end = `event: next\ndata: ${lastEvent}\n\nevent: complete\ndata:\n\n`;

/** Ends the event streams whose keys are no longer what they were when the stream began, and says why. */
export const endStaleStreams = (streams: ReadonlySet<ServerResponse>, callers: Callers): void => {
  for (const response of streams) {
    if (!response.writableEnded && callers.standingOf(response.req) !== 'current') response.end(end);
  }
};
