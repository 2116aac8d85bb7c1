import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventResult, VendorEvents } from '../../core/catalogue/vendor-events.ts';
import { assertNever } from '../../lib/assert-never.ts';
import { readJson } from '../../lib/bodies/read-json.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { readBody } from '../request-body.ts';
import { refuseTooLarge, refuseTooManyPieces, respond } from '../responses.ts';
import { type EventAddress, parseEventPath } from './path.ts';

/** An event with 100,000 ids has about 8 MB. Only an event with the secret is read at all. */
const maxBytes = 16 * 1024 * 1024;
const maxValues = 1_000_000;

export type VendorEventsHandlerDeps = {
  readonly receiveEvent: VendorEvents['receive'];
  readonly telemetry: Pick<Telemetry, 'receivingEvent'>;
};

type Unread = 'TOO_LARGE' | 'TOO_MANY_PIECES' | 'UNREADABLE' | 'BUSY';
type Result = EventResult | Unread | 'NOT_A_POST';

/** A body that cannot be used ends the request with its own status. */
class UnreadBody extends Error {
  readonly reason: Unread;
  constructor(reason: Unread) {
    super(`The body of the event: ${reason}`);
    this.reason = reason;
  }
}

const answer = (response: ServerResponse, result: Result): void => {
  switch (result) {
    case 'STORED':
    // The vendor never sends an event again, and the gateway does not need this one.
    case 'IGNORED':
      respond(response, 200);
      return;
    case 'FORGED':
      // Its body is not read: the connection ends with the answer.
      response.setHeader('connection', 'close');
      respond(response, 401);
      return;
    case 'UNKNOWN_CHANNEL':
      response.setHeader('connection', 'close');
      respond(response, 404);
      return;
    case 'NOT_A_POST':
      response.setHeader('allow', 'POST');
      respond(response, 405);
      return;
    case 'TOO_LARGE':
      refuseTooLarge(response, maxBytes);
      return;
    case 'TOO_MANY_PIECES':
      refuseTooManyPieces(response);
      return;
    case 'BUSY':
      response.setHeader('connection', 'close');
      response.setHeader('retry-after', '1');
      respond(response, 503);
      return;
    case 'UNREADABLE':
      respond(response, 400);
      return;
    default:
      assertNever(result);
  }
};

/** Bytes of bodies that are held at the same time. An event that is refused is lost, because the vendor sends it once. */
const mostHeld = 4 * maxBytes;

/**
 * Serves `POST /events/{vendor}/{channelKey}`: the events that a vendor sends on its own. The secret header is checked
 * before the body is read. The answer comes once the event is stored, and the gateway reads the new values afterwards.
 */
export const createVendorEventsHandler = ({ receiveEvent, telemetry }: VendorEventsHandlerDeps) => {
  let held = 0;

  const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
    let own = 0;
    const mayHold = (bytes: number): boolean => {
      own += bytes;
      held += bytes;
      return held <= mostHeld;
    };
    try {
      const body = await readBody(request, maxBytes, mayHold);
      if (body.type === 'not-held') throw new UnreadBody('BUSY');
      if (body.type === 'too-large') throw new UnreadBody('TOO_LARGE');
      if (body.type === 'too-many-pieces') throw new UnreadBody('TOO_MANY_PIECES');
      const { 'content-type': contentType, 'content-encoding': contentEncoding } = request.headers;
      const limits = { bytes: maxBytes, values: maxValues };
      const json = await readJson(body.bytes, { contentType, contentEncoding }, limits);
      if (json.type !== 'json') throw new UnreadBody('UNREADABLE');
      return json.value;
    } finally {
      held -= own;
    }
  };

  const receive = async (
    request: IncomingMessage,
    { vendor, channel }: EventAddress,
  ): Promise<EventResult | Unread> => {
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    try {
      return await receiveEvent(vendor.key, channel, { header, body: () => bodyOf(request) });
    } catch (error) {
      if (error instanceof UnreadBody) return error.reason;
      throw error;
    }
  };

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const address = parseEventPath(path);
    if (!address) return respond(response, 404);
    await telemetry.receivingEvent(address.vendor.name, async () => {
      const result = request.method === 'POST' ? await receive(request, address) : ('NOT_A_POST' as const);
      answer(response, result);
      return result;
    });
  };
};
