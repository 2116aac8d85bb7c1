import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { createRedact, type Redact } from './redact.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines are written together, once so many bytes have gathered… */
const togetherBytes = 8192;
/** …or so many milliseconds have passed, and at the latest when the process exits. */
const longestHeldMs = 200;

/** Control characters, as JSON writes them: in a terminal they could move the cursor over other lines. */
const controls = /\\u00[01][0-9a-f]|\\[bf]/gu;

/** Lines for a person, where one reads along; elsewhere what makes them is not loaded. */
export const openTerminal = async (): Promise<DestinationStream | null> => {
  if (!process.stderr.isTTY) return null;
  const { default: pretty } = await import('pino-pretty');
  return pretty({ destination: 2, ignore: 'pid,hostname', sync: true });
};

/**
 * Lines go to standard error: pretty in a terminal, JSON elsewhere. Standard output is left to what the gateway says
 * at its start. Each line goes through `redact` as it is written: whatever part of it a secret came in by.
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
