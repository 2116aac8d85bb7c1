import { newKey, writeKeys } from '../support/keys.ts';

/** Two clients with all rights, one that may write stock to one channel only, and one that may only read it. */
export const keys = { full: newKey(), other: newKey(), writer: newKey(), reader: newKey() };

/** Invalid keys. */
export const deadKeys = { unknown: newKey(), expired: { ...newKey(), expiresAt: 1 } };

export const clientsFile = (directory: string): Promise<string> =>
  writeKeys(`${directory}/keys.json`, {
    full: { keys: [keys.full, deadKeys.expired] },
    other: { keys: [keys.other] },
    writer: { scopes: ['stock:write'], channels: ['smaregi'], keys: [keys.writer] },
    reader: { scopes: ['read'], channels: ['smaregi'], keys: [keys.reader] },
  });
