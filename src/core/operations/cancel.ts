import type { ChannelId } from '../../domain/ids.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { Channels } from '../channels/channels.ts';
import type { Dispatcher } from '../deliver/dispatcher.ts';
import type { Canceled, CancelRequest } from '../gateway.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';
import { unknownOperation } from '../submit/refusals.ts';
import { findOwnOperation } from './own-operation.ts';

export type CancelDeps = {
  readonly channels: Pick<Channels, 'values'>;
  readonly journal: Pick<Journal, 'operations' | 'cancel'>;
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, 'drop'>;
  readonly handleChanges: HandleChanges;
};

/** Cancels the items of an operation of the caller that are still queued. */
export const createCancel =
  ({ channels, journal, clock, dispatcher, handleChanges }: CancelDeps) =>
  async ({ operationId, caller }: CancelRequest): Promise<Canceled> => {
    const found = await findOwnOperation(journal, operationId, caller);
    switch (found.type) {
      case 'unknown':
        return unknownOperation('Nothing was canceled.');
      case 'forbidden':
        return found;
      case 'found': {
        const { id } = found.operation;
        const served: readonly ChannelId[] = [...channels.values()].map((channel) => channel.id);
        const command = { operationId: id, by: caller.client, channels: caller.channels, at: clock.now() };
        const { canceled, changes } = await journal.cancel(command, served);
        dispatcher.drop(canceled);
        handleChanges(changes);
        const [operation] = await journal.operations([id]);
        return {
          type: 'canceled',
          operation: operation ?? found.operation,
          canceledCount: canceled.length,
        };
      }
      default:
        return assertNever(found);
    }
  };
