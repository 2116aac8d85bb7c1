export type Unpacked =
  | { readonly type: 'bytes'; readonly bytes: Buffer }
  | { readonly type: 'unreadable'; readonly reason: string };

/** The part of a header that a message may quote. */
const shown = (text: string): string => text.replace(/[^\w, .*-]/gu, '').slice(0, 40);

/**
 * Unpacks what came with `Content-Encoding`, to at most `maxBytes`. Requests ask for `identity`; a proxy of the vendor
 * may pack the response all the same. One encoding is undone, not several on top of each other.
 */
export const unpack = async (
  bytes: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Unpacked> => {
  const encoding = (contentEncoding ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity' || bytes.length === 0) return { type: 'bytes', bytes };
  const { brotliDecompress, gunzip, inflate } = await import('node:zlib');
  const methods = new Map([
    ['gzip', gunzip],
    ['x-gzip', gunzip],
    ['deflate', inflate],
    ['br', brotliDecompress],
  ]);
  const method = methods.get(encoding);
  if (!method) {
    return { type: 'unreadable', reason: `its content encoding "${shown(encoding)}" is not supported` };
  }
  const { promise, resolve } = Promise.withResolvers<Unpacked>();
  method(bytes, { maxOutputLength: maxBytes }, (error, unpacked) => {
    if (!error) return resolve({ type: 'bytes', bytes: unpacked });
    const isTooLarge = 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    const reason = isTooLarge
      ? `it unpacks to over ${maxBytes} bytes`
      : `it is not in ${encoding}, as it says`;
    resolve({ type: 'unreadable', reason });
  });
  return promise;
};
