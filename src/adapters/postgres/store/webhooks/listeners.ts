import type { NewDelivery, WebhookListener } from '../../../../core/decide/webhooks/events.ts';
import { textOrNull } from '../../../journal-rows.ts';
import { listenerOf, newDeliveryColumns, type RightsOf } from '../../../webhook-rows.ts';
import type { ListenersAt, Statement, Transaction } from '../../connection/transaction.ts';

const enabled: Statement = {
  name: 'webhook-listeners',
  text: `
    SELECT v.version, e.id, e.client, e.events FROM webhook_versions v LEFT JOIN webhook_endpoints e ON e.enabled = 1
    WHERE v.id = 1`,
};

export type Listeners = ListenersAt & {
  /** Calls the listener after each commit of this gateway that stored due deliveries. */
  onStored(listener: () => void): void;
};

const noListeners: readonly WebhookListener[] = [];

/**
 * The enabled endpoints, in memory. A transaction reads their version as it begins, and reads the endpoints only if the
 * version is another one. So a gateway never misses an endpoint that another gateway made before the transaction.
 */
export const createListeners = (rightsOf: RightsOf): Listeners => {
  let known: { readonly version: string | null; readonly rows: readonly ReturnType<typeof listenerOf>[] } = {
    version: null,
    rows: [],
  };
  let listener = (): void => {};
  return {
    at: async (version, run) => {
      if (version === null) return noListeners;
      if (version !== known.version) {
        const found = await run(enabled, []);
        known = {
          version: found[0] ? textOrNull(found[0], 'version') : null,
          rows: found.filter((row) => row['id'] !== null).map(listenerOf),
        };
      }
      if (known.rows.length === 0) return noListeners;
      return known.rows.map((row) => ({ ...row, rights: rightsOf(row.client) }));
    },
    stored: () => listener(),
    onStored: (added) => {
      listener = added;
    },
  };
};

const insert: Statement = {
  name: 'add-webhook-deliveries',
  text: `
    INSERT INTO webhook_deliveries (${newDeliveryColumns})
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bigint[])`,
};

/** Deliveries of one statement: however many there are, no statement takes longer than it may. */
const atOnce = 10_000;

/**
 * Stores deliveries in the transaction of the change that they report. It is sent behind the statements that lock the
 * operations and the levels, so the ids of a chain rise in the order of its changes. It is not awaited.
 */
export const addDeliveries = ({ run, webhooks }: Transaction, deliveries: readonly NewDelivery[]): void => {
  if (deliveries.length === 0) return;
  for (let first = 0; first < deliveries.length; first += atOnce) {
    const some = deliveries.slice(first, first + atOnce);
    void run(insert, [
      some.map(({ endpointId }) => endpointId),
      some.map(({ event }) => event),
      some.map(({ chain }) => chain),
      some.map(({ channel }) => channel),
      some.map(({ createdAt }) => createdAt),
      some.map(({ data }) => data),
      some.map(({ nextAttemptAt }) => nextAttemptAt),
    ]);
  }
  webhooks.stored();
};
