import type { IncomingMessage } from 'node:http';
import { createGather, maxPieces } from '../bodies/gather.ts';

export type Body =
  | { readonly type: 'body'; readonly bytes: Buffer }
  | { readonly type: 'too-large' }
  /** The body is within its limit of bytes, but arrives in more than `maxPieces` chunks. */
  | { readonly type: 'too-many-pieces' };

/** Whether a body of the declared length is over the limit; Node holds a sender to what it declared. */
const declaresTooMuch = ({ headers }: IncomingMessage, limit: number): boolean =>
  Number(headers['content-length'] ?? 0) > limit;

/**
 * Reads a body of at most `limit` bytes. Stops reading when the body has more bytes or too many chunks. Rejects when the
 * sender goes away. It uses listeners, since an iterator costs a request more than all other work of reading it.
 */
export const readBody = (request: IncomingMessage, limit: number, pieces = maxPieces): Promise<Body> =>
  new Promise((resolve, reject) => {
    if (declaresTooMuch(request, limit)) return resolve({ type: 'too-large' });
    const gather = createGather(limit, pieces);
    const end = (body: Body): void => {
      request.off('data', take).off('end', whole).off('error', reject);
      resolve(body);
    };
    const take = (chunk: Buffer): void => {
      const added = gather.add(chunk);
      if (added === 'more') return;
      request.pause();
      end({ type: added });
    };
    const whole = (): void => end({ type: 'body', bytes: gather.bytes() });
    request.on('data', take).on('end', whole).on('error', reject);
  });
