import { destination, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What must never be written, wherever in a line it stands. */
const secretPaths = [
  'secretKey',
  'apiKey',
  'clientSecret',
  'accessToken',
  'authorization',
  'callbackUrl',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Lines go to standard error: pretty in a terminal, JSON elsewhere. Standard output is left to what the gateway says
 * at its start.
 */
export const createLog = (level: LogLevel): Logger => {
  const options = { level, base: null, redact: { paths: secretPaths, censor: '[redacted]' } };
  return process.stderr.isTTY
    ? pino(options, pretty({ destination: 2, ignore: 'pid,hostname', sync: true }))
    : pino(options, destination({ dest: 2, sync: true }));
};
