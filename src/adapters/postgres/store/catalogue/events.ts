import type { Catalogue } from '../../../../ports/journal/catalogue.ts';
import { storedEventOf } from '../../../journal-rows.ts';
import type { Read, Statement, Transactions } from '../../connection/transaction.ts';

const columns = 'id, channel, received_at, event';
const add: Statement = {
  name: 'add-vendor-event',
  text: `INSERT INTO vendor_events (channel, received_at, event) VALUES ($1, $2, $3) RETURNING ${columns}`,
};
const note: Statement = {
  name: 'note-vendor-event',
  text: `
    INSERT INTO last_vendor_events AS e (channel, received_at) VALUES ($1, $2)
    ON CONFLICT (channel) DO UPDATE SET received_at = greatest(e.received_at, excluded.received_at)`,
};
const eventsOf: Statement = {
  name: 'vendor-events',
  text: `
    SELECT e.id, e.channel, e.received_at, e.event FROM unnest($1::text[]) k(channel)
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM vendor_events v WHERE v.channel = k.channel ORDER BY v.id LIMIT $2) e
    ORDER BY e.id LIMIT $2`,
};
const remove: Statement = { name: 'remove-vendor-event', text: 'DELETE FROM vendor_events WHERE id = $1' };

type EventCommands = Pick<Catalogue, 'storeEvent' | 'storedEvents' | 'removeEvent'>;

/** The events of vendors that are not processed yet. */
export const eventCommands = (
  transaction: Transactions,
  read: Read,
  during: <Result>(work: Promise<Result>) => Promise<Result>,
): EventCommands => ({
  storeEvent: (channel, event, at, isFromVendor) =>
    during(
      transaction(async ({ run }) => {
        const [row] = await run(add, [channel, at, JSON.stringify(event)]);
        if (!row) throw new Error('The event was not stored');
        // It shares the round trip of the COMMIT.
        if (isFromVendor) void run(note, [channel, at]);
        return storedEventOf(row);
      }),
    ),
  storedEvents: async (channels, limit) => (await read(eventsOf, [channels, limit])).map(storedEventOf),
  removeEvent: (id) =>
    during(
      transaction(async ({ run }) => {
        void run(remove, [id]);
      }),
    ),
});
