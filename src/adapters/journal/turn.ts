import { nextInQueue, type Waiting } from '../../core/decide/next-in-queue.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { Watermarks } from '../../domain/watermark.ts';
import type { Ending } from './endings.ts';

/** The next change of a free target, and the endings of the waiting changes that are superseded. */
export type Turn<Entry> = {
  readonly next: Entry | null;
  /** The newer values that are sent in place of older ones of `next`. */
  readonly kept: Watermarks;
  readonly superseded: readonly Ending[];
};

/** The columns of a waiting change that its ending needs. */
export type Queued = Pick<Ending, 'operationId' | 'index' | 'channel' | 'kind'>;

const endingOf = ({ operationId, index, channel, kind }: Queued, by: OperationId): Ending => ({
  operationId,
  index,
  channel,
  kind,
  from: 'QUEUED',
  outcome: { state: 'SUPERSEDED', by },
});

/** Decides among the changes that wait for one target, in the order accepted; `watermarks` are those of the target. */
export const turnOf = <Entry>(
  waiting: readonly Waiting<Entry>[],
  watermarks: Watermarks,
  queued: (entry: Entry) => Queued,
): Turn<Entry> => {
  const { next, kept, superseded } = nextInQueue(waiting, watermarks);
  return { next, kept, superseded: superseded.map(({ entry, by }) => endingOf(queued(entry), by)) };
};
