import { type Caller, scopeOf } from '../domain/caller.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal/journal.ts';
import type { Channels } from './channels/channels.ts';
import type { Dispatcher } from './deliver/dispatcher.ts';
import type { Canceled, CancelRequest } from './gateway.ts';
import type { HandleChanges } from './journal/handle-changes.ts';
import { unknownOperation } from './submit/refusals.ts';

export type CancelDeps = {
  readonly channels: Pick<Channels, 'values'>;
  readonly journal: Pick<Journal, 'operations' | 'cancel'>;
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, 'drop'>;
  readonly handleChanges: HandleChanges;
};

/** Whether the caller may change an operation of its own. */
export const isAllowed = ({ scopes }: Pick<Caller, 'scopes'>, kind: Parameters<typeof scopeOf>[0]): boolean =>
  scopes[scopeOf(kind)];

/**
 * Cancels the items of an operation that are still queued. The operation of another client does not exist for the
 * caller.
 */
export const createCancel =
  ({ channels, journal, clock, dispatcher, handleChanges }: CancelDeps) =>
  async ({ operationId, caller }: CancelRequest): Promise<Canceled> => {
    const [found] = operationId === null ? [] : await journal.operations([operationId]);
    if (!found || found.client !== caller.client) return unknownOperation('Nothing was canceled.');
    if (!isAllowed(caller, found.kind)) return { type: 'forbidden', scope: scopeOf(found.kind) };
    const served: readonly ChannelId[] = [...channels.values()].map(({ id }) => id);
    const command = { operationId: found.id, by: caller.client, channels: caller.channels, at: clock.now() };
    const { canceled, changes } = await journal.cancel(command, served);
    dispatcher.drop(canceled);
    handleChanges(changes);
    const [operation = null] = await journal.operations([found.id]);
    return { type: 'canceled', operation: operation ?? found, canceledCount: canceled.length };
  };
