import type { IncomingMessage } from 'node:http';

export type Body = { readonly type: 'body'; readonly bytes: Buffer } | { readonly type: 'too-large' };

/** Whether a body of the declared length is over the limit; Node holds a sender to what it declared. */
const declaresTooMuch = ({ headers }: IncomingMessage, limit: number): boolean =>
  Number(headers['content-length'] ?? 0) > limit;

/**
 * Reads a body of at most `limit` bytes, and leaves off where there are more. Rejects when the sender goes away. By
 * listeners, since an iterator costs a request more than all the rest of reading it.
 */
export const readBody = (request: IncomingMessage, limit: number): Promise<Body> =>
  new Promise((resolve, reject) => {
    if (declaresTooMuch(request, limit)) return resolve({ type: 'too-large' });
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (body: Body): void => {
      request.off('data', take).off('end', whole).off('error', reject);
      resolve(body);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      request.pause();
      end({ type: 'too-large' });
    };
    const whole = (): void => {
      const [first, ...more] = chunks;
      end({ type: 'body', bytes: first && more.length === 0 ? first : Buffer.concat(chunks) });
    };
    request.on('data', take).on('end', whole).on('error', reject);
  });
