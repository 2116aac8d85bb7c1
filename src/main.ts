import { existsSync } from 'node:fs';
import { type App, startApp } from './compose.ts';
import { readConfig } from './config/config.ts';
import { InvalidSettings } from './config/environment.ts';
import { greeting } from './greeting.ts';
import { createLog } from './log.ts';

const start = async (): Promise<void> => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const app = await startApp(config, log);
  process.stdout.write(greeting(app));

  let closing: Promise<void> | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, closing ? 'Stopping already' : 'Stopping');
    closing ??= stopApp(app);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // With nothing to read again it keeps its first meaning: the terminal is gone, and so is the gateway.
  const { reload } = app;
  if (reload) process.on('SIGHUP', () => void reload());
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
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
