import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../lib/errors.ts';

/** The nearest existing directory above a path, or the file that is there instead. */
const nearest = (path: string): { readonly path: string; readonly isDirectory: boolean } | null => {
  for (let at = resolve(path); ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found) return { path: at, isDirectory: found.isDirectory() };
    if (at === dirname(at)) return null;
  }
};

/** Why a data directory can't be used or made; null if nothing is known against it. It is made later, at the start. */
export const dataDirProblem = (dataDir: string): string | null => {
  try {
    const found = nearest(dataDir);
    if (found && !found.isDirectory) return `DATA_DIR ${dataDir}: ${found.path} is not a directory`;
    if (found) accessSync(found.path, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const code = codeOf(error) ?? 'no reason given';
    // A file as a part of the path is reported by the system itself.
    return `DATA_DIR ${dataDir} can't be used or made (${code})`;
  }
};
