import { execFile, spawn } from 'node:child_process';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { follow, type Program } from '../support/program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const execute = promisify(execFile);

/** Variables by which npm names its project to scripts. An npm in another folder must not get them. */
const ofThisProject =
  /^(?:npm_(?:package|lifecycle|command|execpath|node_execpath|config_local_prefix)|INIT_CWD)/u;

export const environment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !ofThisProject.test(name)),
);

const npm = (cwd: string, ...args: readonly string[]) =>
  execute('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], {
    cwd,
    env: environment,
    maxBuffer: 16 * 1024 * 1024,
    shell: process.platform === 'win32',
  });

/**
 * Packs the project, installs only the package in an empty folder, and returns that folder. The optional package `node`
 * is linked, not installed: it has 211 MB.
 */
export const packAndInstall = async (directory: string): Promise<string> => {
  await npm(root, 'pack', '--pack-destination', directory);
  const [tarball] = await readdir(directory);
  if (!tarball?.endsWith('.tgz')) throw new Error(`Nothing was packed: ${tarball}`);
  const folder = `${directory}/folder`;
  await mkdir(folder);
  await npm(folder, 'install', `../${tarball}`, '--prefer-offline', '--omit=optional');
  await symlink(join(root, 'node_modules/node'), join(folder, 'node_modules/node'));
  return folder;
};

/** Runs a command line in the folder, with only the variables of `settings`. */
export const run = (
  folder: string,
  [command = '', ...args]: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Program => {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...environment, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return follow(child);
};
