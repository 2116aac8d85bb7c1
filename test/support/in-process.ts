import { Writable } from 'node:stream';
import { startApp } from '../../src/app/compose.ts';
import { exitCodeOf, type Run } from '../../src/cli/command.ts';
import { readConfig } from '../../src/config/config.ts';
import { createLog } from '../../src/lib/logging/log.ts';
import type { Settings } from './settings.ts';
import type { OnFinished } from './temporary-directory.ts';

export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command of `onshelf` in this process. A process of its own takes a hundred times as long. */
export const runHere = async (run: Run, args: readonly string[]): Promise<Said> => {
  const said = { out: '', err: '' };
  const code = await exitCodeOf(run, args, {
    out: (line) => {
      said.out += `${line}\n`;
    },
    say: (line) => {
      said.err += `${line}\n`;
    },
    learn: () => {},
    screen: new Writable({
      write: (text, _encoding, done) => {
        said.err += String(text);
        done();
      },
    }),
  });
  return { code, ...said };
};

export type GatewayHere = { readonly url: string; stop(): Promise<void> };

/**
 * Starts gateways in this process, with the same defaults as `startGateway` of `process.ts`. They are for tests that
 * neither send a signal nor read the output. `stop` does not wait for unfinished work.
 */
export const startsHere =
  (directory: string, later: OnFinished) =>
  async (settings: Settings = {}): Promise<GatewayHere> => {
    const all = { PORT: '0', DATA_DIR: `${directory}/data`, SANDBOX_PRODUCTS: '100', ...settings };
    const app = await startApp(readConfig(all), createLog('silent'));
    let stopping: Promise<void> | null = null;
    const stop = (): Promise<void> => {
      stopping ??= app.close(0);
      return stopping;
    };
    later(stop);
    return { url: app.url, stop };
  };
