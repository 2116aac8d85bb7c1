import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { readConfig } from '../config/config.ts';
import { type Environment, InvalidSettings } from '../config/environment.ts';
import { createLog, openTerminal } from '../lib/log.ts';
import { createRedactor } from '../lib/redact.ts';
import { greeting } from './banner.ts';
import { publicUrlProblems } from './callback-urls.ts';
import { type App, startApp } from './compose.ts';
import { exitOnCrash } from './exit-on-uncaught.ts';
import { reloadAll } from './reload.ts';

const readDotEnv = (): Environment => (existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {});

const redactor = createRedactor([]);

const start = async (): Promise<void> => {
  const own: Environment = { ...process.env };
  /** As it is now: `.env` is read anew each time, and the environment wins over it. */
  const readEnvironment = (): Environment => ({ ...readDotEnv(), ...own });
  // Libraries that have settings of their own find those of .env too.
  Object.assign(process.env, readEnvironment());
  const config = readConfig(readEnvironment(), publicUrlProblems);
  redactor.learn(config.secrets);
  const log = createLog(config.logLevel, redactor.redact, await openTerminal());
  exitOnCrash(log);
  const app = await startApp(config, log, redactor.learn);
  let closing: Promise<void> | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, closing ? 'Stopping already' : 'Stopping');
    closing ??= stopApp(app);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  // Where nothing can be read again, a terminal's keeps its first meaning: it is gone, and so is the gateway.
  const isOfUse = app.reloads.some(({ setting }) => readEnvironment()[setting]);
  if (isOfUse || !process.stdin.isTTY) {
    let reloading: Promise<void> = Promise.resolve();
    process.on('SIGHUP', () => {
      reloading = reloading.then(() => reloadAll(app.reloads, readEnvironment, log));
    });
  }
  // Whoever waits for these words may signal at once.
  process.stdout.write(greeting(app));
};

const stopApp = async (app: App): Promise<void> => {
  await app.close();
  process.exit(0);
};

/** What keeps a gateway from starting is told in a line or two: a stack trace would tell its user nothing. */
const explain = (error: unknown): string => {
  if (error instanceof InvalidSettings) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken: stop what listens on it, or set PORT.';
  }
  return `Onshelf could not start: ${error instanceof Error ? error.message : String(error)}`;
};

start().catch((error: unknown) => {
  process.stderr.write(`${redactor.redact(explain(error))}\n`);
  process.exit(1);
});
