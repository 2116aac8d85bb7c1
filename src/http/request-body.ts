import type { IncomingMessage } from 'node:http';
import { createGather } from '../lib/bodies/gather.ts';

export type Body =
  | { readonly type: 'body'; readonly bytes: Buffer }
  | { readonly type: 'too-large' }
  /** The body is within its limit of bytes, but arrives in more than `maxPieces` chunks. */
  | { readonly type: 'too-many-pieces' };

/** `mayHold` refused to keep more of it. */
export type NotHeld = { readonly type: 'not-held' };

/** Called for each chunk: whether this many more bytes may be stored. */
export type MayHold = (bytes: number) => boolean;

/** Whether the declared length is over the limit. Node rejects a body that is longer than declared. */
const declaresTooMuch = ({ headers }: IncomingMessage, limit: number): boolean =>
  Number(headers['content-length'] ?? 0) > limit;

/**
 * Reads a body of at most `limit` bytes. Refuses a body with more bytes or too many chunks; the caller of this function
 * then answers and ends the connection. Until then the rest is read and dropped, because a paused request keeps up to
 * 64 KiB in as many objects as there are chunks. Rejects when the client disconnects. It uses listeners, because an
 * iterator takes longer than all other work of reading a body.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Body>;
export function readBody(request: IncomingMessage, limit: number, mayHold: MayHold): Promise<Body | NotHeld>;
export function readBody(
  request: IncomingMessage,
  limit: number,
  mayHold: MayHold = () => true,
): Promise<Body | NotHeld> {
  return new Promise((resolve, reject) => {
    if (declaresTooMuch(request, limit)) return resolve({ type: 'too-large' });
    const gather = createGather(limit);
    const end = (body: Body | NotHeld): void => {
      request.off('data', take).off('end', whole).off('error', reject);
      resolve(body);
    };
    const stop = (type: Exclude<Body['type'], 'body'> | NotHeld['type']): void => {
      end({ type });
      // No listener is left, so the rest of the body is read and dropped until the connection ends.
      request.resume();
    };
    const take = (chunk: Buffer): void => {
      const added = gather.add(chunk);
      if (added !== 'more') stop(added);
      else if (!mayHold(chunk.length)) stop('not-held');
    };
    const whole = (): void => end({ type: 'body', bytes: gather.bytes() });
    request.on('data', take).on('end', whole).on('error', reject);
  });
}
