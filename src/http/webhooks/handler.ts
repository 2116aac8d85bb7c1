import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackBody, CallbackResult, Callbacks } from '../../core/deliver/callbacks/callbacks.ts';
import { assertNever } from '../../lib/assert-never.ts';
import { readJson } from '../../lib/bodies/read-json.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { type Body, type NotHeld, readBody } from '../request-body.ts';
import { refuseTooLarge, refuseTooManyPieces, respond } from '../responses.ts';
import { parseWebhookPath, type WebhookAddress } from './path.ts';

export type WebhookLimits = {
  /** The size of one body. A hundred rows have about 6 KB. */
  readonly bytes: number;
  /** Bodies that are read at the same time. */
  readonly atOnce: number;
};

/** Why a body was not read. */
type Unread = 'TOO_LARGE' | 'TOO_MANY_PIECES' | 'BUSY' | 'UNREADABLE';
type WebhookResult = CallbackResult | Unread | 'NOT_A_POST';

/** A webhook has about three values a row, for at most a hundred rows. */
const maxValues = 10_000;

export type WebhookDeps = {
  readonly receiveCallback: Callbacks['receive'];
  readonly webhookLimits: WebhookLimits;
  readonly telemetry: Pick<Telemetry, 'receiving'>;
};

const answer = (response: ServerResponse, result: WebhookResult, limits: WebhookLimits): void => {
  switch (result) {
    case 'TOO_LARGE':
      refuseTooLarge(response, limits.bytes);
      return;
    case 'TOO_MANY_PIECES':
      refuseTooManyPieces(response);
      return;
    case 'BUSY':
      response.setHeader('connection', 'close');
      response.setHeader('retry-after', '1');
      respond(response, 503);
      return;
    case 'NOT_A_POST':
      response.setHeader('allow', 'POST');
      respond(response, 405);
      return;
    case 'UNKNOWN_SECRET':
      // Its body is not read: the connection ends with the answer.
      response.setHeader('connection', 'close');
      respond(response, 404);
      return;
    case 'TAKEN':
      respond(response, 200);
      return;
    case 'EARLY':
      respond(response, 202);
      return;
    case 'UNREADABLE':
      respond(response, 400);
      return;
    case 'MISMATCH':
      respond(response, 409);
      return;
    default:
      assertNever(result);
  }
};

/**
 * Serves the callback URLs. The secret in the path is looked up first. The body is read into one buffer meanwhile, because
 * unread it would take an object per chunk. It is not used until the secret is found.
 */
export const createWebhooks = ({ receiveCallback, webhookLimits, telemetry }: WebhookDeps) => {
  let reading = 0;
  /** Bytes of the bodies whose secrets have not been found yet. */
  let held = 0;
  const mostHeld = webhookLimits.bytes * webhookLimits.atOnce;

  const jsonOf = async (request: IncomingMessage, body: Body | NotHeld): Promise<CallbackBody<Unread>> => {
    if (body.type === 'not-held') return { type: 'unread', reason: 'BUSY' };
    if (body.type === 'too-large') return { type: 'unread', reason: 'TOO_LARGE' };
    if (body.type === 'too-many-pieces') return { type: 'unread', reason: 'TOO_MANY_PIECES' };
    const { 'content-type': contentType, 'content-encoding': contentEncoding } = request.headers;
    const limits = { bytes: webhookLimits.bytes, values: maxValues };
    const json = await readJson(body.bytes, { contentType, contentEncoding }, limits);
    return json.type === 'json'
      ? { type: 'body', value: json.value }
      : { type: 'unread', reason: 'UNREADABLE' };
  };

  const receive = async (
    request: IncomingMessage,
    { vendor, secret }: WebhookAddress,
  ): Promise<CallbackResult | Unread> => {
    let stage: 'looked-up' | 'known' | 'answered' = 'looked-up';
    let own = 0;
    const moveOn = (to: 'known' | 'answered'): void => {
      stage = to;
      held -= own;
      own = 0;
    };
    const mayHold = (bytes: number): boolean => {
      if (stage !== 'looked-up') return stage === 'known';
      own += bytes;
      held += bytes;
      return held <= mostHeld;
    };
    const arriving = readBody(request, webhookLimits.bytes, mayHold);
    const read = async (): Promise<CallbackBody<Unread>> => {
      if (reading >= webhookLimits.atOnce) return { type: 'unread', reason: 'BUSY' };
      moveOn('known');
      reading += 1;
      try {
        return await jsonOf(request, await arriving);
      } finally {
        reading -= 1;
      }
    };
    const received = receiveCallback(vendor, secret, read);
    // A body that cannot be read is answered at once, however long the lookup takes. So is a client that disconnected.
    const refused = arriving.then(async (body) => {
      const json = body.type === 'body' ? null : await jsonOf(request, body);
      return json?.type === 'unread' ? json.reason : received;
    });
    return Promise.race([received, refused]).finally(() => moveOn('answered'));
  };

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const address = parseWebhookPath(path);
    if (!address) return respond(response, 404);
    await telemetry.receiving(address, async () => {
      const result = request.method === 'POST' ? await receive(request, address) : ('NOT_A_POST' as const);
      answer(response, result, webhookLimits);
      return result;
    });
  };
};
