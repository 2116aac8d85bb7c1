import { onTestFinished as afterThisTest, test } from 'vitest';
import { type App, startApp } from '../../src/app/compose.ts';
import { readConfig } from '../../src/config/config.ts';
import { createLog } from '../../src/lib/logging/log.ts';
import { type Sandbox, settingsOfSandbox, startSandbox } from './sandbox/index.ts';
import type { Settings } from './settings.ts';
import { type OnFinished, temporaryDirectory } from './temporary-directory.ts';

export type TestApp = Omit<App, 'sandbox'> & { readonly sandbox: Sandbox };

/** How long a close waits for unfinished work. No test needs that work to finish. */
const graceMs = 1_000;

/** Starts vendors for a gateway on a database. A gateway with its own sandbox would not use the database. */
export const startVendors = async (
  later: OnFinished = afterThisTest,
  options: Parameters<typeof startSandbox>[0] = {},
): Promise<Sandbox> => {
  const vendors = await startSandbox(options);
  later(() => vendors.close());
  return vendors;
};

/** Starts a whole gateway with sandbox vendors on free local ports. It closes when the test ends. */
export const startTestApp = async (
  settings: Settings = {},
  later: OnFinished = afterThisTest,
  vendors?: Sandbox,
): Promise<TestApp> => {
  const shared = vendors ?? (settings['DATABASE_URL'] ? await startVendors(later) : null);
  const config = readConfig({
    PORT: '0',
    DATA_DIR: await temporaryDirectory(later),
    ...(shared && settingsOfSandbox(shared)),
    ...settings,
  });
  let own: Sandbox | null = null;
  const app = await startApp(config, createLog('silent'), undefined, async () => {
    own = await startSandbox();
    return own;
  });
  let closing: Promise<void> | null = null;
  const close = (grace = graceMs): Promise<void> => {
    closing ??= app.close(grace);
    return closing;
  };
  later(() => close());
  const sandbox = shared ?? own;
  if (!sandbox) throw new Error('The gateway under test was given vendors of its own');
  return { ...app, close, sandbox };
};

/** For tests that run at the same time as others. Each starts its own gateways. */
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
      (settings: Settings = {}, vendors?: Sandbox) =>
        startTestApp(settings, later, vendors),
  );
