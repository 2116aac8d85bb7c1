import { destination, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import { createRedact, type Redact } from './domain/redact.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines are written together, once so many bytes have gathered… */
const togetherBytes = 8192;
/** …or so many milliseconds have passed, and at the latest when the process exits. */
const longestHeldMs = 200;

/** Control characters, as JSON writes them: in a terminal they could move the cursor over other lines. */
const controls = /\\u00[01][0-9a-f]|\\[bf]/gu;

/**
 * Lines go to standard error: pretty in a terminal, JSON elsewhere. Standard output is left to what the gateway says
 * at its start. Each line goes through `redact` as it is written: whatever part of it a secret came in by.
 */
export const createLog = (level: LogLevel, redact: Redact = createRedact([])): Logger => {
  const inTerminal = process.stderr.isTTY;
  const options = {
    level,
    base: null,
    hooks: { streamWrite: inTerminal ? (line: string) => redact(line).replace(controls, '�') : redact },
  };
  return inTerminal
    ? pino(options, pretty({ destination: 2, ignore: 'pid,hostname', sync: true }))
    : pino(
        options,
        destination({ dest: 2, sync: false, minLength: togetherBytes, periodicFlush: longestHeldMs }),
      );
};
