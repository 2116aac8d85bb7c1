import type { Writes } from '../../../../core/decide/data/writes.ts';
import { deliveriesOfWrites, mayReport } from '../../../../core/decide/webhooks/events.ts';
import type { Transaction } from '../../connection/transaction.ts';
import { addDeliveries } from './listeners.ts';

/** Stores the deliveries that the writes of a command yield. It costs no round trip. */
export const report = async (tx: Transaction, writes: Writes): Promise<void> => {
  if (mayReport(writes)) addDeliveries(tx, deliveriesOfWrites(writes, await tx.webhooks.listeners()));
};
