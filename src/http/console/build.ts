import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project, or the installed package. Both `src/http/console/` and `dist/http/console/` are three folders below. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The folder of the built console, or why there is none. */
export type BuiltConsole =
  | { readonly type: 'built'; readonly folder: string }
  | { readonly type: 'missing'; readonly problem: string };

const missing = (problem: string): BuiltConsole => ({ type: 'missing', problem });

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
};

/** The build depends on its sources and on the exact packages. */
const hashOf = async (web: string): Promise<string> => {
  const hash = createHash('sha256');
  const lock = join(root, 'package-lock.json');
  for (const file of [...(await filesBelow(web)), ...(existsSync(lock) ? [lock] : [])]) {
    hash
      .update(file.slice(root.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
};

/** Runs Vite as a process of its own, so that the gateway answers requests while the console is built. */
const runVite = (vite: string, web: string, outDir: string): Promise<string | null> =>
  new Promise((resolve) => {
    const args = [vite, 'build', web, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => {
      said = `${said}${text}`.slice(-2_000);
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? null : said.trim() || `Vite ended with ${code}`));
  });

const viteOf = (): string | null => {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('vite/package.json');
    return join(dirname(manifest), 'bin/vite.js');
  } catch {
    return null;
  }
};

/** A folder beside the packages if it can be written, because a build there is found again after a restart. */
const newFolder = async (cache: string): Promise<string> => {
  try {
    await mkdir(cache, { recursive: true });
    return await mkdtemp(join(cache, 'building-'));
  } catch {
    return mkdtemp(join(tmpdir(), 'onshelf-console-'));
  }
};

const build = async (web: string): Promise<BuiltConsole> => {
  const cache = join(root, 'node_modules/.cache/onshelf');
  const folder = join(cache, `console-${await hashOf(web)}`);
  if (existsSync(join(folder, 'index.html'))) return { type: 'built', folder };
  const vite = viteOf();
  if (vite === null) {
    return missing('The console needs the development packages to be built. Run npm ci without --omit=dev.');
  }
  const made = await newFolder(cache);
  const problem = await runVite(vite, web, made);
  if (problem !== null) {
    await rm(made, { recursive: true, force: true });
    return missing(`The build of the console failed: ${problem}`);
  }
  if (!made.startsWith(cache)) return { type: 'built', folder: made };
  // Another process may have finished the same build before. Its files are the same.
  await rename(made, folder).catch(() => rm(made, { recursive: true, force: true }));
  return { type: 'built', folder };
};

/**
 * Finds the console. A clone has its sources, and they are built once: at the first request after they changed. A
 * package and an image have no sources and contain the build.
 */
export const findConsole = async (): Promise<BuiltConsole> => {
  const web = join(root, 'web');
  if (existsSync(join(web, 'index.html'))) return build(web);
  const folder = join(root, 'dist/console');
  return existsSync(join(folder, 'index.html'))
    ? { type: 'built', folder }
    : missing('This installation does not contain the console.');
};
