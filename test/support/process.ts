import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { until } from './client.ts';
import { follow, type Program } from './program.ts';
import { type Sandbox, settingsOfSandbox, startSandbox } from './sandbox.ts';
import type { Settings } from './settings.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const root = new URL('../../', import.meta.url);
/** Most of a start is reading sources, which stay the same from test to test. */
const compileCache = join(tmpdir(), 'onshelf-compile-cache');

export type Gateway = Program & { readonly url: string; readonly settings: Settings };

const run = (script: string, args: readonly string[], settings: Settings, cwd: string): Program => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, root)), ...args], {
    cwd,
    // Nothing of this process's own environment: a setting of the one who runs the tests must not tip them.
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: compileCache, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return follow(child);
};

const stop = async ({ child, ended }: Program): Promise<void> => {
  child.kill('SIGKILL');
  await ended;
};

/** For tests with processes of their own; each is gone when its test ends. */
export const it = test
  .extend('directory', ({ onTestFinished }) => temporaryDirectory((work) => onTestFinished(work)))
  .extend('runProgram', ({ directory, onTestFinished }) => {
    return (script: string, args: readonly string[] = [], settings: Settings = {}): Program => {
      const program = run(script, args, settings, directory);
      onTestFinished(() => stop(program));
      return program;
    };
  })
  .extend('startGateway', ({ directory, runProgram }) => {
    return async (settings: Settings = {}): Promise<Gateway> => {
      const all = { PORT: '0', DATA_DIR: `${directory}/data`, ...settings };
      const program = runProgram('src/main.ts', [], all);
      const failed = program.ended.then((end) => {
        throw new Error(`The gateway ended with ${end}: ${program.said.err}`);
      });
      failed.catch(() => {});
      const ready = until(
        () => /ready at (?<url>http:\S+)\/graphql/u.exec(program.said.out)?.groups?.['url'] ?? null,
        (url) => url !== null,
        60_000,
      );
      const url = await Promise.race([ready, failed]);
      return { ...program, url: url ?? '', settings: all };
    };
  })
  .extend('vendors', async ({ onTestFinished }): Promise<Sandbox & { readonly settings: Settings }> => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    return { ...sandbox, settings: settingsOfSandbox(sandbox) };
  });
