import { writeFileSync } from 'node:fs';
import { getCompileCacheDir, registerHooks } from 'node:module';
import { type Loaded, loadedFile } from './loaded.ts';

// Loaded before a program by `--import`: it records the loaded modules at the end of the program.
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
