import type { BaseLogger } from 'pino';

/** Structured log lines. The implementation redacts secrets. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
