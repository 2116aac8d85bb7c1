import type { Logger } from 'pino';

/** Errors that nobody caught, rejections among them: the state they leave behind is not to be trusted. */
export const exitOnCrash = (log: Logger): void => {
  process.on('uncaughtException', (error) => {
    // A fatal line is written out at once, with all that waits before it.
    log.fatal({ err: error }, 'Crashed');
    process.exit(1);
  });
};
