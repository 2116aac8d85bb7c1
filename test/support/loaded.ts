import { writeFileSync } from 'node:fs';
import { getCompileCacheDir, registerHooks } from 'node:module';

/** Put before a program by `--import`: as it ends it writes down, in the directory it runs in, what it has loaded. */
export type Loaded = {
  /** URLs of modules. */
  readonly modules: readonly string[];
  /** Where what is compiled is kept. */
  readonly compiledIn: string | null;
};

export const loadedFile = 'loaded.json';

const modules: string[] = [];
registerHooks({
  load: (url, context, next) => {
    modules.push(url);
    return next(url, context);
  },
});

process.on('exit', () => {
  const loaded: Loaded = { modules, compiledIn: getCompileCacheDir() ?? null };
  writeFileSync(loadedFile, JSON.stringify(loaded));
});
