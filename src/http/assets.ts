import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** A file of a page. Its address contains a hash of its content, so a browser keeps it without asking again. */
export type Asset = {
  readonly type: string;
  readonly body: Buffer;
  /** Null if the file is compressed already. */
  readonly gzipped: Buffer | null;
};

/** The media types of scripts and styles. */
export const javascript = 'text/javascript; charset=utf-8';
export const css = 'text/css; charset=utf-8';

/** Compresses a file once, in a thread of Node.js. */
export const compressed = async (type: string, body: Buffer): Promise<Asset> => ({
  type,
  body,
  gzipped: await compress(body, { level: 9 }),
});

const acceptsGzip = ({ headers }: IncomingMessage): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/u.test(String(headers['accept-encoding'] ?? ''));

export const writeAsset = (request: IncomingMessage, response: ServerResponse, asset: Asset): void => {
  const gzipped = acceptsGzip(request) ? asset.gzipped : null;
  const body = gzipped ?? asset.body;
  response.writeHead(200, {
    'content-type': asset.type,
    'content-length': body.length,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
    ...(gzipped && { 'content-encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
};
