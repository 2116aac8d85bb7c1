import type { Environment } from '../config/environment.ts';
import type { Log } from '../ports/log.ts';

/** What became of settings that were read again. */
export type Reloaded =
  /** They hold from now on; `about` says for the log what changed. */
  | { readonly type: 'read'; readonly about: { readonly [field: string]: unknown } }
  /** Something is wrong with them, a line each, and all stays as it was. */
  | { readonly type: 'refused'; readonly problems: readonly string[] }
  /** The setting names nothing that could be read. */
  | { readonly type: 'unset' };

/** Settings that are read again while the gateway runs. */
export type Reload = {
  /** The setting that names them, e.g. `CHANNELS_FILE`. */
  readonly setting: string;
  run(env: Environment): Promise<Reloaded> | Reloaded;
};

const refusal = 'Could not be read again: what was read before holds';

/** Runs every reload. One that can't be taken over changes nothing and holds up no other. */
export const reloadAll = async (
  reloads: readonly Reload[],
  readEnvironment: () => Environment,
  log: Log,
): Promise<void> => {
  for (const { setting, run } of reloads) {
    try {
      const result = await run(readEnvironment());
      if (result.type === 'read') log.info({ setting, ...result.about }, 'Read again');
      else if (result.type === 'unset') log.info({ setting }, 'Not set: nothing to read again');
      else log.error({ setting, problems: result.problems }, refusal);
    } catch (error) {
      log.error({ setting, err: error }, refusal);
    }
  }
};
