import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** What one pass over the bytes of a file shows. */
export type Scan = {
  readonly hash: string;
  readonly size: number;
  /** The first bytes, at most 64 KB. */
  readonly head: Buffer;
  readonly isUtf8: boolean;
  /** Lines that are not ASCII, at most 64 KB, for the detection of the encoding. */
  readonly sample: Buffer;
};

const headBytes = 64 * 1024;
const sampleBytes = 64 * 1024;
const readBytes = 256 * 1024;
const newline = 0x0a;

/** Checks bytes as they come, because a file may be larger than the memory. */
const createUtf8Check = () => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  const check = (bytes: Uint8Array | undefined): void => {
    if (!isUtf8) return;
    try {
      decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  return {
    add: check,
    end: (): boolean => {
      check(undefined);
      return isUtf8;
    },
  };
};

/** The lines of a block that are not ASCII. A line that the block cuts at its start or its end is left out. */
const foreignLines = (block: Buffer, isFirst: boolean, isLast: boolean): readonly Buffer[] => {
  if (isAscii(block)) return [];
  const lines: Buffer[] = [];
  let start = isFirst ? 0 : block.indexOf(newline) + 1;
  while (start < block.length) {
    const at = block.indexOf(newline, start);
    if (at < 0 && !isLast) break;
    const end = at < 0 ? block.length : at + 1;
    const line = block.subarray(start, end);
    if (!isAscii(line)) lines.push(line);
    start = end;
  }
  return lines;
};

/** Reads the file once: its hash, and what the detection of the encoding needs. */
export const scanFile = async (handle: FileHandle, size: number): Promise<Scan> => {
  const hash = createHash('sha256');
  const utf8 = createUtf8Check();
  const head: Buffer[] = [];
  const sample: Buffer[] = [];
  let [read, sampled] = [0, 0];
  for await (const block of handle.createReadStream({
    start: 0,
    autoClose: false,
    highWaterMark: readBytes,
  }) as AsyncIterable<Buffer>) {
    hash.update(block);
    utf8.add(block);
    if (read < headBytes) head.push(block.subarray(0, headBytes - read));
    if (sampled < sampleBytes) {
      for (const line of foreignLines(block, read === 0, read + block.length >= size)) {
        if (sampled >= sampleBytes) break;
        sample.push(Buffer.from(line.subarray(0, sampleBytes)));
        sampled += line.length;
      }
    }
    read += block.length;
  }
  return {
    hash: hash.digest('hex'),
    size: read,
    head: Buffer.concat(head),
    isUtf8: utf8.end(),
    sample: Buffer.concat(sample),
  };
};
