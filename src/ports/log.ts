import type { BaseLogger } from 'pino';

/** Structured lines; secrets are redacted by whoever makes it. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
