import { JournalInDoubt } from '../../../ports/journal/journal-unavailable.ts';
import type { LogFile } from './log-file.ts';

/** Syncs committed data to the disk, in Node's thread pool. */
export type LogSync = {
  /** Must be called after each commit. */
  committed(): void;
  /** Resolves once everything that was committed before is on the disk; rejects with JournalInDoubt if it never may be. */
  reached(): Promise<void>;
  /** Why a sync failed. From then on the journal refuses writes. */
  readonly failure: JournalInDoubt | null;
};

const onDisk = Promise.resolve();

/**
 * Shares syncs: at most one runs, and the next one covers everything that was committed in the meantime. A failed sync
 * is not repeated, because the system may have dropped what it could not write, and the next sync would not report
 * that.
 */
export const createLogSync = ({ sync }: Pick<LogFile, 'sync'>): LogSync => {
  let unsynced = false;
  let underWay: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  let failure: JournalInDoubt | null = null;

  const fail = (error: unknown): JournalInDoubt => {
    failure = new JournalInDoubt(error);
    return failure;
  };

  const start = (): Promise<void> => {
    unsynced = false;
    underWay = sync().then(
      () => {
        underWay = null;
      },
      (error: unknown) => {
        throw fail(error);
      },
    );
    return underWay;
  };

  const reached = (): Promise<void> => {
    if (failure) return Promise.reject(failure);
    if (!unsynced) return underWay ?? onDisk;
    if (!underWay) return start();
    following ??= underWay.then(() => {
      following = null;
      return reached();
    });
    return following;
  };

  return {
    committed: () => {
      unsynced = true;
    },
    reached,
    get failure() {
      return failure;
    },
  };
};
