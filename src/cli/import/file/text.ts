import type { FileHandle } from 'node:fs/promises';

/** How many bytes of a file were read, for the progress. */
export type Position = { bytes: number };

const readBytes = 64 * 1024;

/**
 * The text of a file in pieces, without its byte order mark. A byte that the encoding does not have becomes U+FFFD, so
 * that only its row is refused.
 */
export async function* textOf(
  handle: FileHandle,
  encoding: string,
  position: Position,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const bytes = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: readBytes });
  for await (const block of bytes as AsyncIterable<Buffer>) {
    position.bytes += block.length;
    const text = decoder.decode(block, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
