import type { IncomingMessage, ServerResponse } from 'node:http';
import { vendorNamed, vendors } from '../../adapters/vendors/index.ts';
import type { CallbackBody, CallbackResult, Callbacks } from '../../core/deliver/callbacks/callbacks.ts';
import { assertNever } from '../../lib/assert-never.ts';
import { readJson } from '../../lib/bodies/read-json.ts';
import type { Vendor } from '../../ports/channel.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { type Body, type NotHeld, readBody } from '../request-body.ts';
import { refuseTooLarge, refuseTooManyPieces, respond } from '../responses.ts';

/** Where a vendor posts the end of a request. The secret is all that makes a callback believed. */
export const webhookPath = (vendor: Vendor, secret: string): string =>
  `/webhooks/${vendorNamed(vendor)?.key}/${secret}`;

type Address = { readonly vendor: Vendor; readonly secret: string; readonly trace: string };

/** What follows the secret, after a dot, says in which trace the request was sent; nobody believes more of it. */
const parsePath = (path: string): Address | null => {
  const [, vendorPath, secret, trace = ''] =
    /^\/webhooks\/([a-z-]{1,40})\/([\w-]{1,100})(?:\.([\w-]{1,100}))?$/.exec(path) ?? [];
  const vendor = vendors.find(({ key }) => key === vendorPath);
  return vendor && secret ? { vendor: vendor.name, secret, trace } : null;
};

export type WebhookLimits = {
  /** Of one body. A hundred rows are about 6 KB. */
  readonly bytes: number;
  /** Bodies that are read at the same time. */
  readonly atOnce: number;
};

/** Besides the results of a callback: what was not read, and why. */
type Unread = 'TOO_LARGE' | 'TOO_MANY_PIECES' | 'BUSY' | 'UNREADABLE';
type WebhookResult = CallbackResult | Unread | 'NOT_A_POST';

/** A webhook has about three values a row, for at most a hundred rows. */
const maxValues = 10_000;

export type WebhookParts = {
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
 * Serves the callback URLs. The secret in the path is looked up first. What Node has received of the body by then is
 * joined meanwhile, since unread it would cost an object per chunk; it counts for nothing until the secret is found.
 */
export const createWebhooks = ({ receiveCallback, webhookLimits, telemetry }: WebhookParts) => {
  let reading = 0;
  /** Bytes of the bodies whose secrets are being looked up. */
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
    { vendor, secret }: Address,
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
    // A body that can't be read is answered at once, however long the lookup takes. So is a sender who went away.
    const refused = arriving.then(async (body) => {
      const json = body.type === 'body' ? null : await jsonOf(request, body);
      return json?.type === 'unread' ? json.reason : received;
    });
    return Promise.race([received, refused]).finally(() => moveOn('answered'));
  };

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const address = parsePath(path);
    if (!address) return respond(response, 404);
    await telemetry.receiving(address, async () => {
      const result = request.method === 'POST' ? await receive(request, address) : ('NOT_A_POST' as const);
      answer(response, result, webhookLimits);
      return result;
    });
  };
};
