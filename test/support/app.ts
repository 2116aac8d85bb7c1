import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type App, startApp } from '../../src/compose.ts';
import { readConfig } from '../../src/config/config.ts';
import { createLog } from '../../src/log.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

export type TestApp = Omit<App, 'sandbox'> & { readonly sandbox: Sandbox };

/** A directory of the test's own, gone when it ends. */
export const temporaryDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'onshelf-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

/** A whole gateway with its sandbox vendors on free ports of this machine, closed when the test ends. */
export const startTestApp = async (settings: { readonly [name: string]: string } = {}): Promise<TestApp> => {
  const config = readConfig({ PORT: '0', DATA_DIR: await temporaryDirectory(), ...settings });
  const app = await startApp(config, createLog('silent'));
  onTestFinished(() => app.close());
  if (!app.sandbox) throw new Error('The gateway under test was given vendors of its own');
  return { ...app, sandbox: app.sandbox };
};
