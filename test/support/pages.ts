import { anonymousClient, type OperationId } from '../../src/domain/ids.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';

type OperationsPage = Parameters<Journal['operationsPage']>[0];
type ItemsPage = Parameters<Journal['items']>[0];

/** The newest operations of the client without keys, with the given exceptions. */
export const operationsPage = (more: Partial<OperationsPage> = {}): OperationsPage => ({
  client: anonymousClient,
  kinds: null,
  statuses: null,
  channels: null,
  createdAfter: null,
  createdBefore: null,
  hasFailures: null,
  after: null,
  before: null,
  limit: 10,
  last: false,
  ...more,
});

/** All items of an operation, with the given exceptions. */
export const itemsPage = (
  operationId: OperationId,
  more: Partial<Omit<ItemsPage, 'operationId'>> = {},
): ItemsPage => ({
  operationId,
  states: null,
  channels: null,
  after: null,
  before: null,
  limit: 1_000,
  last: false,
  ...more,
});
