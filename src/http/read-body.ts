import type { IncomingMessage } from 'node:http';
import { createGather } from '../bodies/gather.ts';

export type Body =
  | { readonly type: 'body'; readonly bytes: Buffer }
  | { readonly type: 'too-large' }
  /** The body is within its limit of bytes, but arrives in more than `maxPieces` chunks. */
  | { readonly type: 'too-many-pieces' };

/** More bytes came of a sender than are read of one who is not known. */
export type NotTrusted = { readonly type: 'not-trusted' };

/** How much may be read of a sender who is not known yet. */
export type Untrusted = { readonly bytes: number; readonly isTrusted: () => boolean };

/** Whether a body of the declared length is over the limit; Node holds a sender to what it declared. */
const declaresTooMuch = ({ headers }: IncomingMessage, limit: number): boolean =>
  Number(headers['content-length'] ?? 0) > limit;

/**
 * Reads a body of at most `limit` bytes. Stops reading when the body has more bytes or too many chunks. A stopped sender
 * must be answered and cut off at once: Node goes on to hold up to 64 KiB of what it sends, in as many objects as there
 * are chunks. Rejects when the sender goes away. It uses listeners, since an iterator costs a request more than all other work of reading it.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Body>;
export function readBody(
  request: IncomingMessage,
  limit: number,
  untrusted: Untrusted,
): Promise<Body | NotTrusted>;
export function readBody(
  request: IncomingMessage,
  limit: number,
  untrusted: Untrusted | null = null,
): Promise<Body | NotTrusted> {
  return new Promise((resolve, reject) => {
    if (declaresTooMuch(request, limit)) return resolve({ type: 'too-large' });
    const gather = createGather(limit);
    const end = (body: Body | NotTrusted): void => {
      request.off('data', take).off('end', whole).off('error', reject);
      resolve(body);
    };
    const stop = (type: Exclude<Body['type'], 'body'> | NotTrusted['type']): void => {
      request.pause();
      end({ type });
    };
    const take = (chunk: Buffer): void => {
      const added = gather.add(chunk);
      if (added !== 'more') stop(added);
      else if (untrusted && gather.size() > untrusted.bytes && !untrusted.isTrusted()) stop('not-trusted');
    };
    const whole = (): void => end({ type: 'body', bytes: gather.bytes() });
    request.on('data', take).on('end', whole).on('error', reject);
  });
}
