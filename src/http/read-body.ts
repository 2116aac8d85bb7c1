import type { IncomingMessage } from 'node:http';

export type Body = { readonly type: 'body'; readonly bytes: Buffer } | { readonly type: 'too-large' };

const declaredLength = (request: IncomingMessage): number | null => {
  const length = request.headers['content-length'];
  return length === undefined ? null : Number(length);
};

/** Whether a body of the declared length is over the limit; Node holds a sender to what it declared. */
export const declaresTooMuch = (request: IncomingMessage, limit: number): boolean =>
  (declaredLength(request) ?? 0) > limit;

/** True for a body whose length nobody knows before it has ended. */
export const isOpenEnded = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined && declaredLength(request) === null;

/** Reads a body of at most `limit` bytes. Rejects when the sender goes away. */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Body> => {
  if (declaresTooMuch(request, limit)) return { type: 'too-large' };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return { type: 'too-large' };
    chunks.push(chunk);
  }
  return { type: 'body', bytes: Buffer.concat(chunks) };
};
