import { JournalInDoubt } from '../../ports/journal-unavailable.ts';
import type { LogFile } from './log-file.ts';

/** Brings what was committed to the disk, beside the thread that commits. */
export type LogSync = {
  /** Something was committed, and is not on the disk yet. */
  committed(): void;
  /** Resolves once everything that was committed before is on the disk; rejects with JournalInDoubt if it never may be. */
  reached(): Promise<void>;
  /** Brings it to the disk before this returns, if the disk is quick. To be called where nobody else needs the thread. */
  hurry(): void;
  /** Why a sync failed. From then on the journal takes nothing more. */
  readonly failure: JournalInDoubt | null;
};

const onDisk = Promise.resolve();

/** A disk that takes longer is not waited for by the thread that serves everybody. Milliseconds. */
const quickMs = 1;

/**
 * A group sync: one is under way at most, and the next is for everything that was committed meanwhile. A sync that
 * failed is not tried again: the system may have dropped what it could not write, and the next sync would not say so.
 */
export const createLogSync = (
  { sync, syncHere }: Pick<LogFile, 'sync' | 'syncHere'>,
  now: () => number = () => performance.now(),
): LogSync => {
  let unsynced = false;
  /** How long the last sync took, milliseconds. */
  let lastMs = 0;
  let underWay: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  let failure: JournalInDoubt | null = null;

  const fail = (error: unknown): JournalInDoubt => {
    failure = new JournalInDoubt(error);
    return failure;
  };

  const start = (): Promise<void> => {
    const startedAt = now();
    unsynced = false;
    underWay = sync().then(
      () => {
        underWay = null;
        lastMs = now() - startedAt;
      },
      (error: unknown) => {
        throw fail(error);
      },
    );
    return underWay;
  };

  const hurry = (): void => {
    if (failure || underWay || !unsynced || lastMs > quickMs) return;
    const startedAt = now();
    unsynced = false;
    try {
      syncHere();
    } catch (error) {
      fail(error);
    }
    lastMs = now() - startedAt;
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
    hurry,
    get failure() {
      return failure;
    },
  };
};
