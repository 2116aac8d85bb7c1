import type { NewKey } from '../../access/api-key.ts';
import { type Client, maxKeysOfClient } from '../../access/key-file.ts';
import type { Scope } from '../../domain/caller.ts';
import type { ChannelKey, ClientId } from '../../domain/ids.ts';
import type { Change } from './change-key-file.ts';

export type KeyRequest = {
  readonly client: ClientId;
  /** Of a new client; null for one that is there. */
  readonly scopes: readonly Scope[] | null;
  readonly channels: readonly ChannelKey[] | null;
  /** Milliseconds since the epoch; null for a key that does not expire. */
  readonly expiresAt: number | null;
};

const refused = (problem: string): Change => ({ type: 'refused', problems: [problem] });

const newClient = ({ client, scopes, channels }: KeyRequest): Client | null =>
  scopes && { id: client, scopes, channels, keys: [] };

/** Adds a key to a client, which may be new. Removes the client's expired keys. */
export const withKey = (
  clients: readonly Client[],
  request: KeyRequest,
  { id: keyId, sha256 }: NewKey,
  now: number,
): Change => {
  const { client: id, expiresAt } = request;
  const known = clients.find((one) => one.id === id);
  if (known && (request.scopes || request.channels)) {
    const problem = `${id} exists already, and its rights apply to all of its keys. Omit --scopes and --channels, or change them in the file`;
    return refused(problem);
  }
  const client = known ?? newClient(request);
  if (!client) return refused(`There is no client ${id} yet. State its rights with --scopes`);
  const living = client.keys.filter((key) => key.expiresAt === null || key.expiresAt > now);
  if (living.length >= maxKeysOfClient) {
    const ids = living.map((key) => key.id).join(' and ');
    return refused(`${id} has ${living.length} keys, ${ids}: revoke one first`);
  }
  const changed = { ...client, keys: [...living, { id: keyId, sha256, createdAt: now, expiresAt }] };
  const others = clients.filter((one) => one !== known);
  return { type: 'changed', clients: [...others, changed] };
};

/** Removes keys by their ids. A client without keys keeps its rights. */
export const withoutKeys = (clients: readonly Client[], ids: readonly string[]): Change => {
  const known = new Set(clients.flatMap(({ keys }) => keys.map(({ id }) => id)));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) return refused(`There is no key ${unknown.join(', ')}. Nothing was revoked`);
  return {
    type: 'changed',
    clients: clients.map((client) => ({
      ...client,
      keys: client.keys.filter(({ id }) => !ids.includes(id)),
    })),
  };
};

/** One line per key: client, id, rights and expiry. It contains neither the key nor its digest. */
export const listOf = (clients: readonly Client[], now: number): string => {
  const lines = clients.flatMap(({ id, scopes, channels, keys }) => {
    const rights = `${scopes.join(',') || 'no scopes'}  ${channels?.join(',') ?? 'all channels'}`;
    if (keys.length === 0) return [`${id}  no key  ${rights}`];
    return keys.map(({ id: keyId, createdAt, expiresAt }) => {
      const end =
        expiresAt === null
          ? 'does not expire'
          : `${expiresAt > now ? 'expires' : 'EXPIRED'} ${new Date(expiresAt).toISOString()}`;
      return `${id}  ${keyId}  ${rights}  created ${new Date(createdAt).toISOString()}  ${end}`;
    });
  });
  return lines.length === 0 ? 'There are no clients.' : lines.join('\n');
};
