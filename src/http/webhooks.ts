import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertNever } from '../domain/assert-never.ts';
import type { CallbackResult, Callbacks } from '../operations/delivery/callbacks.ts';
import { type Vendor, vendors } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';
import { readBody } from './read-body.ts';
import { refuseTooLarge, respond } from './respond.ts';

/** A hundred rows are about 6 KB. */
const bodyLimit = 256 * 1024;

const pathOf = (vendor: Vendor): string => vendor.toLowerCase().replaceAll('_', '-');

/** Where a vendor posts the end of a request. The secret is all that makes a callback believed. */
export const webhookPath = (vendor: Vendor, secret: string): string =>
  `/webhooks/${pathOf(vendor)}/${secret}`;

const parsePath = (path: string): { readonly vendor: Vendor; readonly secret: string } | null => {
  const [, vendorPath, secret] = /^\/webhooks\/([a-z-]{1,40})\/([\w-]{1,100})$/.exec(path) ?? [];
  const vendor = vendors.find((one) => pathOf(one) === vendorPath);
  return vendor && secret ? { vendor, secret } : null;
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

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

export const createWebhooks =
  (receive: Callbacks['receive'], log: Log) =>
  async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const address = parsePath(path);
    if (!address) return respond(response, 404);
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return respond(response, 405);
    }
    const body = await readBody(request, bodyLimit);
    if (body.type === 'too-large') return refuseTooLarge(response, bodyLimit);
    const result = await receive(address.vendor, address.secret, parseJson(body.bytes));
    if (result !== 'TAKEN' && result !== 'EARLY')
      log.warn({ vendor: address.vendor, result }, 'A webhook moved nothing');
    return respond(response, statusOf(result));
  };
