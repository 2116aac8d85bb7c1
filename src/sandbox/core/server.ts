import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../lib/listen.ts';
import type { LiveRequest } from '../control.ts';
import type { Behaviour } from './behaviour.ts';
import { controlAnswer, controlPrefix } from './control-calls.ts';
import { bodyRecord, readBody } from './read-body.ts';
import { splitTarget } from './route.ts';
import { sendAnswer } from './send.ts';
import { serveCall } from './serve-call.ts';
import type { ServerOptions, Vendor } from './vendor.ts';

export type VendorServer = {
  /** The origin, such as http://127.0.0.1:4010. */
  readonly origin: string;
  close(): Promise<void>;
};

const flat = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

const serve = async <B extends Behaviour>(
  vendor: Vendor<B>,
  closing: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const at = Date.now();
  const target = request.url ?? '/';
  const { path } = splitTarget(target);
  const body = await readBody(request);
  if (body.kind === 'gone') return;
  const text = body.kind === 'text' ? body.text : '';
  if (path.startsWith(`${controlPrefix}/`)) {
    return sendAnswer(response, controlAnswer(vendor, request, path, text));
  }
  const headers = flat(request.headers);
  const record: LiveRequest = {
    at,
    method: request.method ?? '',
    path: target,
    headers,
    body: bodyRecord(text),
    status: null,
    fault: null,
  };
  vendor.internals.requests.add(record);
  if (body.kind === 'too-large') sendAnswer(response, vendor.errorAnswer(413, 'the body is over 2 MB'));
  else await serveCall(vendor, { request, response, headers, body: text, record, closing });
  if (response.writableEnded) record.status = response.statusCode;
};

/** Starts the http server of one vendor. A port of 0 takes any free one. */
export const startVendorServer = async <B extends Behaviour>(
  vendor: Vendor<B>,
  { host, port }: ServerOptions,
): Promise<VendorServer> => {
  const closing = new AbortController();
  const server = createServer((request, response) => {
    // A rejection here is a bug of the sandbox: the caller gets a 500 and the others go on.
    serve(vendor, closing.signal, request, response).catch((error: unknown) => {
      sendAnswer(response, vendor.errorAnswer(500, String(error)));
    });
  });
  // Longer than any client keeps an idle connection: none is lost to a race with the server's own closing.
  server.keepAliveTimeout = 120_000;
  const origin = await listen(server, host, port);
  return {
    origin,
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await Promise.all([closed, vendor.close()]);
    },
  };
};
