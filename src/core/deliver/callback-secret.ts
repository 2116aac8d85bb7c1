import { createHash, randomBytes } from 'node:crypto';

/** 192 bits: nobody guesses it. Only its hash is kept; the vendor holds the rest. */
export const newCallbackSecret = (): string => randomBytes(24).toString('base64url');

export const callbackHashOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');
