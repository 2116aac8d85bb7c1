import { onTestFinished as afterThisTest, test } from 'vitest';
import { type App, startApp } from '../../src/compose.ts';
import { readConfig } from '../../src/config/config.ts';
import { createLog } from '../../src/log.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { type OnFinished, temporaryDirectory } from './temporary-directory.ts';

export type TestApp = Omit<App, 'sandbox'> & { readonly sandbox: Sandbox };
type Settings = { readonly [name: string]: string };

/** No test leaves work behind that is worth waiting for longer. */
const graceMs = 1_000;

/** A whole gateway with its sandbox vendors on free ports of this machine, closed when the test ends. */
export const startTestApp = async (
  settings: Settings = {},
  later: OnFinished = afterThisTest,
): Promise<TestApp> => {
  const config = readConfig({ PORT: '0', DATA_DIR: await temporaryDirectory(later), ...settings });
  const app = await startApp(config, createLog('silent'));
  let closing: Promise<void> | null = null;
  const close = (grace = graceMs): Promise<void> => {
    closing ??= app.close(grace);
    return closing;
  };
  later(() => close());
  if (!app.sandbox) throw new Error('The gateway under test was given vendors of its own');
  return { ...app, close, sandbox: app.sandbox };
};

/** For tests that run beside others: each starts gateways of its own. */
export const it = test
  .extend(
    'later',
    ({ onTestFinished }): OnFinished =>
      (work) =>
        onTestFinished(work),
  )
  .extend(
    'start',
    ({ later }) =>
      (settings: Settings = {}) =>
        startTestApp(settings, later),
  );
