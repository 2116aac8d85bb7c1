import { JournalInDoubt } from '../../ports/journal-unavailable.ts';

/** Brings what was committed to the disk, beside the thread that commits. */
export type LogSync = {
  /** Something was committed, and is not on the disk yet. */
  committed(): void;
  /** Resolves once everything that was committed before is on the disk; rejects with JournalInDoubt if it never may be. */
  reached(): Promise<void>;
  /** Why a sync failed. From then on the journal takes nothing more. */
  readonly failure: JournalInDoubt | null;
};

const onDisk = Promise.resolve();

/**
 * A group sync: one is under way at most, and the next is for everything that was committed meanwhile. A sync that
 * failed is not tried again: the system may have dropped what it could not write, and the next sync would not say so.
 */
export const createLogSync = (sync: () => Promise<void>): LogSync => {
  let unsynced = false;
  let underWay: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  let failure: JournalInDoubt | null = null;

  const start = (): Promise<void> => {
    unsynced = false;
    underWay = sync().then(
      () => {
        underWay = null;
      },
      (error: unknown) => {
        failure = new JournalInDoubt(error);
        throw failure;
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
