import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertNever } from '../domain/assert-never.ts';
import { parseJson } from '../domain/parse-json.ts';
import type { CallbackResult, Callbacks } from '../operations/delivery/callbacks.ts';
import { type Vendor, vendors } from '../ports/channel.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { readBody } from './read-body.ts';
import { refuseTooLarge, respond } from './respond.ts';

/** A hundred rows are about 6 KB. */
const bodyLimit = 256 * 1024;

const pathOf = (vendor: Vendor): string => vendor.toLowerCase().replaceAll('_', '-');

/** Where a vendor posts the end of a request. The secret is all that makes a callback believed. */
export const webhookPath = (vendor: Vendor, secret: string): string =>
  `/webhooks/${pathOf(vendor)}/${secret}`;

type Address = { readonly vendor: Vendor; readonly secret: string; readonly trace: string };

/** What follows the secret, after a dot, says in which trace the request was sent; nobody believes more of it. */
const parsePath = (path: string): Address | null => {
  const [, vendorPath, secret, trace = ''] =
    /^\/webhooks\/([a-z-]{1,40})\/([\w-]{1,100})(?:\.([\w-]{1,100}))?$/.exec(path) ?? [];
  const vendor = vendors.find((one) => pathOf(one) === vendorPath);
  return vendor && secret ? { vendor, secret, trace } : null;
};

const statusOf = (result: CallbackResult): number => {
  switch (result) {
    case 'TAKEN':
      return 200;
    case 'EARLY':
      return 202;
    case 'UNKNOWN_SECRET':
      return 404;
    case 'UNREADABLE':
      return 400;
    case 'MISMATCH':
      return 409;
    default:
      return assertNever(result);
  }
};

/** Answers, and tells what became of what was posted. */
type Receive = (
  request: IncomingMessage,
  response: ServerResponse,
  address: Address,
) => Promise<WebhookResult>;

/** Beside what a callback may come to: what was never looked at. */
type WebhookResult = CallbackResult | 'NOT_A_POST' | 'TOO_LARGE';

const createReceive =
  (receive: Callbacks['receive']): Receive =>
  async (request, response, { vendor, secret }) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      respond(response, 405);
      return 'NOT_A_POST';
    }
    const body = await readBody(request, bodyLimit);
    if (body.type === 'too-large') {
      refuseTooLarge(response, bodyLimit);
      return 'TOO_LARGE';
    }
    const result = await receive(vendor, secret, parseJson(body.bytes.toString('utf8')));
    respond(response, statusOf(result));
    return result;
  };

export const createWebhooks = (
  receiveCallback: Callbacks['receive'],
  telemetry: Pick<Telemetry, 'receiving'>,
) => {
  const receive = createReceive(receiveCallback);
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const address = parsePath(path);
    if (!address) return respond(response, 404);
    await telemetry.receiving(address, () => receive(request, response, address));
  };
};
