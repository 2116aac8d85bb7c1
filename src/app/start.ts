import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type Config, readConfig } from '../config/config.ts';
import { type Environment, InvalidSettings } from '../config/environment.ts';
import { shortExample } from '../graphql/examples/sandbox-tabs.ts';
import { codeOf, messageOf } from '../lib/errors.ts';
import { createLog, exitOnUncaught, openTerminal } from '../lib/logging/log.ts';
import { createRedactor } from '../lib/logging/redact.ts';
import { publicUrlProblems } from './callback-urls.ts';
import { type App, startApp } from './compose.ts';
import { reloadAll } from './reload.ts';

const example = JSON.stringify({ query: shortExample });

/** Text for a person who has started the gateway: what to do next, and whether the vendors are real. */
const banner = ({ url, channels, sandbox, metricsUrl }: App, { web }: Pick<Config, 'web'>): string => {
  const actions = [
    web.console ? `See the channels, operations and stock: open ${url}/console in a browser` : null,
    web.graphiql
      ? `Write and run queries: open ${url}/graphql in a browser. ${sandbox ? 'Each tab is an example' : 'Its tabs only read'}`
      : null,
    sandbox
      ? `Set the stock of a product: curl ${url}/graphql -H 'content-type: application/json' -d '${example}'`
      : null,
  ].filter((action) => action !== null);
  const facts = [
    `Channels   ${channels.map(({ id }) => id).join(', ')}`,
    sandbox
      ? 'Vendors    a sandbox, because none is configured: no real stock changes. docs/reference/sandbox.md lists ids to try'
      : 'Vendors    real: a write changes real products and stock',
    ...(metricsUrl ? [`Metrics    ${metricsUrl}`] : []),
  ];
  const lines = [
    `Onshelf is ready at ${url}/graphql`,
    ...actions.map((action, at) => `  ${at + 1}. ${action}`),
    ...facts.map((fact) => `  ${fact}`),
  ];
  return `${lines.join('\n')}\n`;
};

const readDotEnv = (): Environment => (existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {});

const redactor = createRedactor([]);

const start = async (): Promise<void> => {
  const own: Environment = { ...process.env };
  /** Reads `.env` each time. The environment has precedence. */
  const readEnvironment = (): Environment => ({ ...readDotEnv(), ...own });
  // Libraries read some settings themselves, so those of .env go into the environment.
  Object.assign(process.env, readEnvironment());
  const config = readConfig(readEnvironment(), publicUrlProblems);
  redactor.learn(config.secrets);
  const log = createLog(config.logLevel, redactor.redact, await openTerminal());
  exitOnUncaught(log);
  const app = await startApp(config, log, redactor.learn);
  let closing: Promise<void> | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, closing ? 'Stopping already' : 'Stopping');
    closing ??= stopApp(app);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  // Without anything to reload, SIGHUP of a terminal keeps its default: the terminal has closed, and the gateway ends.
  const canReload = app.reloads.some(({ setting }) => readEnvironment()[setting]);
  if (canReload || !process.stdin.isTTY) {
    let reloading: Promise<void> = Promise.resolve();
    process.on('SIGHUP', () => {
      reloading = reloading.then(() => reloadAll(app.reloads, readEnvironment, log));
    });
  }
  // A program that waits for this text may send a signal directly after it, so it comes last.
  process.stdout.write(banner(app, config));
};

const stopApp = async (app: App): Promise<void> => {
  await app.close();
  process.exit(0);
};

/** The reason why the gateway cannot start, without a stack trace, because its reader is an operator. */
const explain = (error: unknown): string => {
  if (error instanceof InvalidSettings) return error.message;
  if (codeOf(error) === 'EADDRINUSE') {
    return 'The port is in use. Stop the program that listens on it, or set PORT.';
  }
  return `Onshelf could not start: ${messageOf(error)}`;
};

start().catch((error: unknown) => {
  process.stderr.write(`${redactor.redact(explain(error))}\n`);
  process.exit(1);
});
