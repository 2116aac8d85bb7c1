import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const sourcesFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The programs that tests start, by their paths in the project. */
const programs = ['src/main.ts', 'src/cli/onshelf.ts'];

const nameOf = (path: string): string => path.replace(/\.ts$/u, '');

/**
 * Bundles the programs into a temporary folder. Tests start some two hundred processes, and most of a start is the
 * search for some thousand modules: a bundle starts with less than half of the CPU time. Modules that are imported
 * late stay files of their own, as in the sources.
 */
export const buildPrograms = async (): Promise<{ readonly folder: string; remove(): Promise<void> }> => {
  // Every test process imports this module, and only one process of a run bundles.
  const { rolldown } = await import('rolldown');
  const folder = await mkdtemp(join(tmpdir(), 'onshelf-programs-'));
  const build = await rolldown({
    cwd: sourcesFolder,
    input: Object.fromEntries(programs.map((path) => [nameOf(path), path])),
    platform: 'node',
    logLevel: 'silent',
  });
  try {
    await build.write({
      dir: folder,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'src/[name].js',
    });
  } finally {
    await build.close();
  }
  // The programs read their version from it.
  await copyFile(join(sourcesFolder, 'package.json'), join(folder, 'package.json'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** Gives the file of a script of the project. */
export type FileOf = (script: string) => string;

export const sourceOf: FileOf = (script) => join(sourcesFolder, script);

/** Programs as they are built in the folder. Other scripts run from their sources. */
export const builtIn =
  (folder: string): FileOf =>
  (script) =>
    programs.includes(script) ? join(folder, `${nameOf(script)}.js`) : sourceOf(script);
