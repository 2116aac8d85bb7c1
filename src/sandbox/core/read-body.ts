import type { IncomingMessage } from 'node:http';
import type { Json } from './values.ts';

export const bodyLimit = 2 * 1024 * 1024;

export type ReadBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  /** The caller went away while sending. */
  | { readonly kind: 'gone' };

/** Reads a body to its end even when it is too large, so that the caller gets to read the 413. */
export const readBody = async (request: IncomingMessage): Promise<ReadBody> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size <= bodyLimit) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return { kind: 'gone' };
  }
  if (size > bodyLimit) return { kind: 'too-large' };
  return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') };
};

/** A body as the records keep it: parsed when it is JSON, else the text. */
export const bodyRecord = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
