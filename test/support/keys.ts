import { writeFile } from 'node:fs/promises';
import { type NewKey, newKey } from '../../src/access/api-key.ts';
import { type Scope, scopes } from '../../src/domain/caller.ts';

export type ClientKeys = {
  readonly scopes?: readonly Scope[];
  readonly channels?: readonly string[];
  readonly keys: readonly (NewKey & { readonly expiresAt?: number })[];
};

const iso = (at: number): string => new Date(at).toISOString();

/** Writes an API_KEYS_FILE. A missing field means all rights, all channels, no expiry. */
export const writeKeys = async (
  path: string,
  clients: { readonly [id: string]: ClientKeys },
): Promise<string> => {
  const written = Object.entries(clients).map(([id, client]) => ({
    id,
    scopes: client.scopes ?? scopes,
    channels: client.channels ?? null,
    keys: client.keys.map(({ id: keyId, sha256, expiresAt }) => ({
      id: keyId,
      sha256,
      createdAt: iso(0),
      expiresAt: expiresAt === undefined ? null : iso(expiresAt),
    })),
  }));
  await writeFile(path, JSON.stringify({ clients: written }), { mode: 0o600 });
  return path;
};

export { newKey };
