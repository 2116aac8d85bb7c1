import { createSample } from '../lib/sampling.ts';
import type { Log } from '../ports/log.ts';

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNRESET';

/** The path that a line may show: the secret of a webhook is in its path. */
const shownPath = (path: string): string =>
  path.startsWith('/webhooks/') ? '/webhooks' : path.slice(0, 200);

/**
 * Logs requests that broke off. A client can break off as many as it likes, so the lines are sampled: those of clients
 * that went away, and apart from them all others, which are bugs or trouble with the journal.
 */
export const createTellBrokenOff = (log: Pick<Log, 'warn'>) => {
  const sample = createSample();
  return (error: unknown, path: string): void => {
    const leftOut = sample(isGone(error) ? 'gone' : 'other');
    if (leftOut === null) return;
    log.warn({ err: error, path: shownPath(path), ...(leftOut > 0 && { leftOut }) }, 'A request broke off');
  };
};
