import { analyse } from 'chardet';
import { isKnownColumn } from '../rows/fields.ts';
import { splitHeader } from './delimiter.ts';
import type { Scan } from './scan.ts';

/** Encodings that are detected, beside UTF-8 and those with a byte order mark. Each is a name that TextDecoder knows. */
const candidates = ['shift_jis', 'euc-kr'] as const;

/** What chardet calls encodings whose characters have two bytes. Only these can be mistaken for a candidate. */
const rivals: ReadonlySet<string> = new Set(['Shift_JIS', 'EUC-KR', 'EUC-JP', 'Big5', 'GB18030']);

/** chardet says 10 if it cannot tell. */
const enough = 50;
/** chardet needs some characters. A short sample is repeated, which does not change how often each character occurs. */
const analysedBytes = 4096;

const marks: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const markedEncoding = (head: Buffer): string | null =>
  marks.find(([, mark]) => mark.every((byte, at) => head[at] === byte))?.[0] ?? null;

const decodes = (bytes: Uint8Array, encoding: string): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** Whether the header has the name of a column in the characters of this encoding. */
const hasKnownHeader = (head: Buffer, encoding: string): boolean =>
  splitHeader(new TextDecoder(encoding).decode(head)).some(
    // An ASCII name is the same in each encoding.
    (name) => /[^\x20-\x7e]/u.test(name) && isKnownColumn(name),
  );

const guessesOf = (sample: Buffer): readonly { readonly name: string; readonly confidence: number }[] => {
  const times = Math.max(1, Math.ceil(analysedBytes / Math.max(1, sample.length)));
  return analyse(Buffer.concat(Array.from({ length: times }, () => sample)));
};

/** Gives an encoding that TextDecoder knows, or null. */
export const encodingNamed = (name: string): string | null => {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
};

/**
 * Detects the encoding. A byte order mark decides, then whether all bytes are UTF-8. Otherwise it is Shift_JIS or EUC-KR
 * if the text decodes without an error, and a column name or the frequency of characters confirms it. In all other cases
 * the answer is null with the guesses, because a wrong encoding would change names and memos without an error.
 */
export const detectEncoding = ({
  head,
  isUtf8,
  sample,
}: Pick<Scan, 'head' | 'isUtf8' | 'sample'>):
  | { readonly encoding: string }
  | { readonly encoding: null; readonly guesses: readonly string[] } => {
  const marked = markedEncoding(head);
  if (marked !== null) return { encoding: marked };
  if (isUtf8) return { encoding: 'utf-8' };
  const possible = candidates.filter((encoding) => decodes(sample, encoding));
  const named = possible.filter((encoding) => hasKnownHeader(head, encoding));
  const [only] = named;
  if (only !== undefined && named.length === 1) return { encoding: only };
  const guesses = guessesOf(sample);
  const best = guesses.find(({ name }) => rivals.has(name));
  const found = possible.find((encoding) => encoding === best?.name.toLowerCase());
  const stronger = guesses.find(({ confidence }) => confidence > (best?.confidence ?? 0));
  if (found !== undefined && best && best.confidence >= enough && !stronger) return { encoding: found };
  return { encoding: null, guesses: guesses.slice(0, 3).map(({ name }) => name) };
};
