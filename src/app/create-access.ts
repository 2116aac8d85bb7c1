import { type Access, openAccess } from '../access/access.ts';
import { createKeyRing } from '../access/key-ring.ts';
import { type ApiKeys, readClients } from '../config/api-keys.ts';
import { systemClock } from '../ports/clock.ts';
import type { Reload, Reloaded } from './reload.ts';

/** Who may use the gateway, and how that is read again. */
export const createAccess = (
  apiKeys: ApiKeys | null,
): { readonly access: Access; readonly reloads: readonly Reload[] } => {
  if (apiKeys === null) return { access: openAccess, reloads: [] };
  const ring = createKeyRing(apiKeys.clients, systemClock);
  const run = (): Reloaded => {
    const read = readClients(apiKeys.path);
    if ('problems' in read) return { type: 'refused', problems: read.problems };
    ring.replace(read.clients);
    return { type: 'read', about: {} };
  };
  return { access: ring, reloads: [{ setting: 'API_KEYS_FILE', run }] };
};
