import { type Access, openAccess } from '../access/access.ts';
import { createKeyRing } from '../access/key-ring.ts';
import { type ApiKeys, readClients } from '../config/api-keys.ts';
import type { Environment } from '../config/environment.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export type Reloaded =
  /** The new settings apply. `about` lists what changed, for the log. */
  | { readonly type: 'read'; readonly about: { readonly [field: string]: unknown } }
  /** The new settings are invalid, one line per problem. The earlier settings still apply. */
  | { readonly type: 'refused'; readonly problems: readonly string[] }
  /** The setting names no file. */
  | { readonly type: 'unset' };

/** Settings that the gateway can read again while it runs. */
export type Reload = {
  /** The setting that names the file, e.g. `CHANNELS_FILE`. */
  readonly setting: string;
  run(env: Environment): Promise<Reloaded> | Reloaded;
};

const refusal = 'Could not reload this file. The earlier settings still apply';

/** Runs every reload. A reload that fails changes nothing and does not affect the others. */
export const reloadAll = async (
  reloads: readonly Reload[],
  readEnvironment: () => Environment,
  log: Log,
): Promise<void> => {
  for (const { setting, run } of reloads) {
    try {
      const result = await run(readEnvironment());
      if (result.type === 'read') log.info({ setting, ...result.about }, 'Reloaded');
      else if (result.type === 'unset') log.info({ setting }, 'Not set: nothing to reload');
      else log.error({ setting, problems: result.problems }, refusal);
    } catch (error) {
      log.error({ setting, err: error }, refusal);
    }
  }
};

/** The clients that may use the gateway, and the reload of their keys. Without a file of keys, access is open. */
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
