import { spawn } from 'node:child_process';
import { test } from 'vitest';
import { until } from './client.ts';
import { follow, type Program } from './program.ts';
import { builtPrograms } from './resource.ts';
import { type Sandbox, settingsOfSandbox, startSandbox } from './sandbox/index.ts';
import type { Settings } from './settings.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export type Gateway = Program & { readonly url: string; readonly settings: Settings };

const run = (file: string, args: readonly string[], settings: Settings, cwd: string): Program => {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    // The environment of the test run is left out, so that its settings do not change the tests.
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return follow(child);
};

const stop = async ({ child, ended }: Program): Promise<void> => {
  child.kill('SIGKILL');
  await ended;
};

/** For tests that start processes. Each process is killed when its test ends. */
export const it = test
  .extend('directory', ({ onTestFinished }) => temporaryDirectory((work) => onTestFinished(work)))
  .extend('fileOf', builtPrograms)
  .extend('runProgram', ({ directory, fileOf, onTestFinished }) => {
    return (script: string, args: readonly string[] = [], settings: Settings = {}): Program => {
      const program = run(fileOf(script), args, settings, directory);
      onTestFinished(() => stop(program));
      return program;
    };
  })
  .extend('startGateway', ({ directory, runProgram }) => {
    return async (settings: Settings = {}): Promise<Gateway> => {
      // Each gateway reads the lists of its sandbox at its start, so they are short.
      const all = { PORT: '0', DATA_DIR: `${directory}/data`, SANDBOX_PRODUCTS: '100', ...settings };
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
