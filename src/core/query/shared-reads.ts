import DataLoader from 'dataloader';
import type { OperationId } from '../../domain/ids.ts';
import type { Journal } from '../../ports/journal.ts';

type OperationSince = Awaited<ReturnType<Journal['operationSince']>>;
type Since = { readonly id: OperationId; readonly after: number };

/** What watchers of operations ask of the journal. */
export type SharedReads = {
  operationSince(id: OperationId, after: number): Promise<OperationSince>;
};

/**
 * One read for all who are woken by one hint and ask for the same. A read begins after the last of them has asked, and
 * who asks later begins another: nobody gets what was read before the hint that woke it.
 */
export const shareReads = (journal: Pick<Journal, 'operationSince'>): SharedReads => {
  const operations = new DataLoader<Since, OperationSince, string>(
    (asked) => {
      operations.clearAll();
      // One that can't be read fails its own watchers alone.
      return Promise.all(
        asked.map(({ id, after }) => journal.operationSince(id, after).catch((error: Error) => error)),
      );
    },
    { cacheKeyFn: ({ id, after }) => `${id} ${after}` },
  );
  return {
    operationSince: (id, after) => operations.load({ id, after }),
  };
};
