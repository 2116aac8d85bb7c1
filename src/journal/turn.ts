import { asChannelId, asOperationId } from '../domain/ids.ts';
import type { OperationKind } from '../domain/operation.ts';
import { isStale, orderOfTurns, type Waiting } from '../domain/overtake.ts';
import type { Ending } from './endings.ts';
import { changeOf, integer, type Row, refOf, text } from './rows.ts';

/** Whose turn it is on a free target, and which of the waiting changes are overtaken. */
export type Turn = { readonly next: Row | null; readonly overtaken: readonly Ending[] };

export const asWaiting = (row: Row): Waiting<Row> => ({ entry: row, change: changeOf(row) });

const superseded = (row: Row, by: number): Ending => ({
  ...refOf(row),
  channel: asChannelId(text(row, 'channel')),
  kind: text(row, 'kind') as OperationKind,
  from: 'QUEUED',
  outcome: { state: 'SUPERSEDED', by: asOperationId(by) },
});

/** Decides among the changes that wait for one target, in the order accepted; `fence` is that of the target. */
export const turnOf = (waiting: readonly Waiting<Row>[], fence: Row | null): Turn => {
  const stale = fence ? waiting.filter(({ change }) => isStale(change, integer(fence, 'observed_at'))) : [];
  const order = orderOfTurns(waiting.filter((one) => !stale.includes(one)));
  return {
    next: order.next,
    overtaken: [
      ...stale.map(({ entry }) => superseded(entry, integer(fence ?? {}, 'operation_id'))),
      ...order.superseded.map(({ entry, by }) => superseded(entry, integer(by, 'operation_id'))),
    ],
  };
};
