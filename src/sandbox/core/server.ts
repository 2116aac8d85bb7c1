import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../lib/listen.ts';
import { sendAnswer } from './interceptor.ts';
import { findRoute } from './route.ts';
import type { ServedVendor, VendorOptions } from './vendor.ts';

export type VendorServer = {
  /** The origin, such as http://127.0.0.1:4010. */
  readonly origin: string;
  close(): Promise<void>;
};

const bodyLimit = 2 * 1024 * 1024;

/** Reads a body to its end, also when it is too large, so that the caller reads the 413. Null: the caller left. */
const readBody = async (
  request: IncomingMessage,
): Promise<{ readonly text: string; readonly isTooLarge: boolean } | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size <= bodyLimit) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return null;
  }
  return { text: Buffer.concat(chunks).toString('utf8'), isTooLarge: size > bodyLimit };
};

const flat = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

const serve = async (
  vendor: ServedVendor,
  closing: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await readBody(request);
  if (!body) return;
  const { method = '', url: path = '/' } = request;
  const headers = flat(request.headers);
  const { errorAnswer } = vendor;
  const { endpoint, answer } = body.isTooLarge
    ? { endpoint: null, answer: () => errorAnswer(413, 'the body is over 2 MB') }
    : findRoute(vendor, method, path);
  const call = { method, path, headers, body: body.text, endpoint, closing, errorAnswer };
  await vendor.interceptor.handle(
    { ...call, answer: async () => answer({ headers, body: body.text }) },
    response,
  );
};

/** Starts the HTTP server of one vendor. */
export const startVendorServer = async (
  vendor: ServedVendor,
  { host = '127.0.0.1', port = 0 }: VendorOptions,
): Promise<VendorServer> => {
  const closing = new AbortController();
  const server = createServer((request, response) => {
    // A rejection is a bug of the sandbox. The caller gets a 500.
    serve(vendor, closing.signal, request, response).catch((error: unknown) => {
      sendAnswer(response, vendor.errorAnswer(500, String(error)));
    });
  });
  // Longer than a client keeps an idle connection, so that no call meets a connection that the server closes.
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
      await closed;
    },
  };
};
