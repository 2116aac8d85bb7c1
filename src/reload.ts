import type { Log } from './ports/log.ts';

/** Settings that are read again while the gateway runs. */
export type Reload = {
  /** The setting that names them, e.g. `API_KEYS_FILE`. */
  readonly setting: string;
  /** Reads them and takes them over; what is wrong with them, a line each, and then all stays as it was. */
  run(): Promise<readonly string[]> | readonly string[];
};

/** Runs every reload. One that can't be taken over changes nothing and holds up no other. */
export const reloadAll = async (reloads: readonly Reload[], log: Log): Promise<void> => {
  for (const { setting, run } of reloads) {
    try {
      const problems = await run();
      if (problems.length === 0) log.info({ setting }, 'Read again');
      else log.error({ setting, problems }, 'Could not be read again: what was read before holds');
    } catch (error) {
      log.error({ setting, err: error }, 'Could not be read again: what was read before holds');
    }
  }
};
