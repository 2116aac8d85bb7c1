import { writeFileSync } from 'node:fs';
import { getCompileCacheDir, registerHooks } from 'node:module';
import { type Loaded, loadedFile } from './loaded.ts';

// Put before a program by `--import`: as it ends it writes down what it has loaded.
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
