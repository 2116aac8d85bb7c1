import { codeOf } from '../lib/errors.ts';
import { createSample } from '../lib/logging/sampling.ts';
import type { Log } from '../ports/log.ts';

const isAborted = (error: unknown): boolean => codeOf(error) === 'ECONNRESET';

/** The path without the secret of a webhook, for the log. */
const shownPath = (path: string): string =>
  path.startsWith('/webhooks/') ? '/webhooks' : path.slice(0, 200);

/**
 * Logs requests that failed without an answer. The lines are sampled, because a client can abort any number of requests.
 * Aborts by the client are sampled apart from all other failures, which are bugs or a journal that cannot be used.
 */
export const createLogBrokenRequest = (log: Pick<Log, 'warn'>) => {
  const sample = createSample();
  return (error: unknown, path: string): void => {
    const leftOut = sample(isAborted(error) ? 'aborted' : 'other');
    if (leftOut === null) return;
    log.warn({ err: error, path: shownPath(path), ...(leftOut > 0 && { leftOut }) }, 'A request broke off');
  };
};
