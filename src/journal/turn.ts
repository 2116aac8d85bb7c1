import { asOperationId, type OperationId } from '../domain/ids.ts';
import { isStale, orderOfTurns, type Waiting } from '../domain/overtake.ts';
import type { Ending } from './endings.ts';
import { integer, type Row } from './rows.ts';

/** Whose turn it is on a free target, and which of the waiting changes are overtaken. */
export type Turn<Entry> = { readonly next: Entry | null; readonly overtaken: readonly Ending[] };

/** What has to be known of a change that waits. */
export type Queued = Pick<Ending, 'operationId' | 'index' | 'channel' | 'kind'>;

const superseded = ({ operationId, index, channel, kind }: Queued, by: OperationId): Ending => ({
  operationId,
  index,
  channel,
  kind,
  from: 'QUEUED',
  outcome: { state: 'SUPERSEDED', by },
});

/** Decides among the changes that wait for one target, in the order accepted; `fence` is that of the target. */
export const turnOf = <Entry>(
  waiting: readonly Waiting<Entry>[],
  fence: Row | null,
  queued: (entry: Entry) => Queued,
): Turn<Entry> => {
  const stale = fence ? waiting.filter(({ change }) => isStale(change, integer(fence, 'observed_at'))) : [];
  const order = orderOfTurns(waiting.filter((one) => !stale.includes(one)));
  return {
    next: order.next,
    overtaken: [
      ...stale.map(({ entry }) =>
        superseded(queued(entry), asOperationId(integer(fence ?? {}, 'operation_id'))),
      ),
      ...order.superseded.map(({ entry, by }) => superseded(queued(entry), queued(by).operationId)),
    ],
  };
};
