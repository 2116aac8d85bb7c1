import { lookup } from 'node:dns';
import { Webhook } from 'standardwebhooks';
import { Agent, buildConnector } from 'undici';
import { codeOf } from '../../lib/errors.ts';
import type { WebhookAnswer, WebhookRequest, WebhookTransport } from '../../ports/webhook-transport.ts';
import { isPrivateHost } from './addresses.ts';
import { createPublicConnector, type LookUp, PrivateAddress } from './connector.ts';

export type WebhookTransportOptions = {
  /** Whether the gateway may send to any address, and without TLS. */
  readonly allowPrivate: boolean;
  readonly lookUp?: LookUp;
  /** For one request with its answer, milliseconds. */
  readonly timeoutMs?: number;
};

const usualTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;
/** The rest of an answer is not read, and the connection closes. */
const maxAnswerBytes = 16 * 1024;
const maxHeadBytes = 16 * 1024;
const maxUrlLength = 2_000;
/** Connections to one host. */
const connections = 10;

const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'The connection was refused.'],
  ['ENOTFOUND', 'The host name is not known.'],
  ['EAI_AGAIN', 'The host name could not be looked up.'],
  ['UND_ERR_CONNECT_TIMEOUT', 'No connection came about in time.'],
  ['ECONNRESET', 'The connection was reset.'],
  ['UND_ERR_SOCKET', 'The connection was closed.'],
  ['UND_ERR_HEADERS_OVERFLOW', 'The head of the answer is too large.'],
  ['UND_ERR_DESTROYED', 'The gateway stopped.'],
  ['UND_ERR_CLOSED', 'The gateway stopped.'],
]);

/** Uses only the code of the error, because its message may contain anything. */
const reasonOf = (error: unknown, timeoutMs: number): string => {
  if (error instanceof PrivateAddress)
    return 'The host has no public address. The gateway sends to public addresses only (the setting ALLOW_PRIVATE_WEBHOOKS).';
  if (error instanceof Error && error.name === 'TimeoutError')
    return `There was no whole answer within ${timeoutMs} ms.`;
  const code = codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
  return reasons.get(code) ?? `The connection failed (${code}).`;
};

/** The beginning of a body. The rest is not read. */
const beginningOf = async (body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece.subarray(0, maxAnswerBytes - bytes));
    bytes += piece.length;
    if (bytes >= maxAnswerBytes) break;
  }
  return Buffer.concat(pieces).toString();
};

const signatureOf = ({ id, at, body, secrets }: WebhookRequest): string =>
  secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body)).join(' ');

/**
 * Sends webhooks in the form of Standard Webhooks. Unless private addresses are allowed, it uses HTTPS only, and connects
 * to public addresses only. It has connections of its own, apart from those to vendors.
 */
export const createWebhookTransport = ({
  allowPrivate,
  lookUp = lookup,
  timeoutMs = usualTimeoutMs,
}: WebhookTransportOptions): WebhookTransport => {
  const agent = new Agent({
    connections,
    connect: allowPrivate
      ? buildConnector({ timeout: connectTimeoutMs, allowH2: false })
      : createPublicConnector(connectTimeoutMs, lookUp),
    // The signal is the deadline.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: maxHeadBytes,
    allowH2: false,
  });

  const urlProblem = (url: URL): string | null => {
    if (url.href.length > maxUrlLength) return `The URL has more than ${maxUrlLength} characters.`;
    if (url.username !== '' || url.password !== '')
      return 'The URL must not contain a user name or a password. The signature proves that a request comes from the gateway.';
    if (url.hash !== '') return 'The URL must not have a fragment (#…).';
    const isHttp = url.protocol === 'http:' && allowPrivate;
    if (url.protocol !== 'https:' && !isHttp) return 'The URL must begin with https://.';
    if (!allowPrivate && isPrivateHost(url.hostname))
      return 'The host is not public. The gateway sends to public addresses only.';
    return null;
  };

  const send = async (request: WebhookRequest): Promise<WebhookAnswer> => {
    const url = new URL(request.url);
    // The setting may have changed since the endpoint was saved.
    const problem = urlProblem(url);
    if (problem !== null) return { type: 'failure', reason: problem };
    try {
      const { statusCode, body } = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers: {
          accept: '*/*',
          'accept-encoding': 'identity',
          'content-type': 'application/json',
          'user-agent': 'onshelf',
          'webhook-id': request.id,
          'webhook-timestamp': String(Math.floor(request.at / 1000)),
          'webhook-signature': signatureOf(request),
        },
        body: request.body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { type: 'answer', status: statusCode, text: await beginningOf(body) };
    } catch (error) {
      return { type: 'failure', reason: reasonOf(error, timeoutMs) };
    }
  };

  return { urlProblem, send, close: () => agent.destroy() };
};
