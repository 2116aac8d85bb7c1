import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A key is `onshelf_<id>_<secret>`: a prefix that secret scanners find, an id that may be seen (in a list, in a log)
 * and 32 random bytes. The id has no underscore and a fixed length, so that the parts can be distinguished.
 */
const form = /^onshelf_([0-9a-f]{12})_[\w-]{43}$/u;

export type NewKey = {
  /** The complete key. The command shows it once and does not store it. */
  readonly key: string;
  readonly id: string;
  readonly sha256: string;
};

/**
 * The SHA-256 of a key, in hex, which is stored instead of the key. A slow hash would protect secrets that can be
 * guessed, such as passwords. 256 random bits cannot be guessed, and each request hashes its key.
 */
export const sha256Of = (key: string): string => hash('sha256', key, 'hex');

export const newKey = (): NewKey => {
  const id = randomBytes(6).toString('hex');
  const key = `onshelf_${id}_${randomBytes(32).toString('base64url')}`;
  return { key, id, sha256: sha256Of(key) };
};

/** The id inside a key; null for a text that is not a key. */
export const keyIdOf = (key: string): string | null => form.exec(key)?.[1] ?? null;

/** Whether the key has this digest. Takes the same time however much of the key is right. */
export const isKeyOf = (key: string, digest: Buffer): boolean =>
  timingSafeEqual(hash('sha256', key, 'buffer'), digest);
