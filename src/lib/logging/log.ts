import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { createRedact, type Redact } from './redact.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The log buffers this many bytes before it writes them, because a write per line costs more. */
const togetherBytes = 8192;
/** It holds a line back for at most this time. It also writes everything when the process exits. */
const longestHeldMs = 200;

/** Control characters as JSON writes them. In a terminal they could move the cursor and hide other lines. */
const controls = /\\u00[01][0-9a-f]|\\[bf]/gu;

/** Pretty lines for a person at a terminal; null elsewhere, where the pretty printer is not loaded. */
export const openTerminal = async (): Promise<DestinationStream | null> => {
  if (!process.stderr.isTTY) return null;
  const { default: pretty } = await import('pino-pretty');
  return pretty({ destination: 2, ignore: 'pid,hostname', sync: true });
};

/**
 * Writes the log to standard error: pretty lines in a terminal, JSON elsewhere. Standard output has only the text at the
 * start. `redact` runs on each whole line, because a secret may be in any part of it.
 */
export const createLog = (
  level: LogLevel,
  redact: Redact = createRedact([]),
  terminal: DestinationStream | null = null,
): Logger => {
  const options = {
    level,
    base: null,
    hooks: { streamWrite: terminal ? (line: string) => redact(line).replace(controls, '�') : redact },
  };
  const lines = { dest: 2, sync: false, minLength: togetherBytes, periodicFlush: longestHeldMs };
  return pino(options, terminal ?? destination(lines));
};

/** An uncaught error leaves an unknown state behind, so the process ends. A rejection counts as one. */
export const exitOnUncaught = (log: Logger): void => {
  process.on('uncaughtException', (error) => {
    // pino writes a fatal line, and all lines before it, synchronously.
    log.fatal({ err: error }, 'Crashed');
    process.exit(1);
  });
};
