import type { DatabaseSync } from 'node:sqlite';
import type { NewDelivery, WebhookListener } from '../../../core/decide/webhooks/events.ts';
import { lazyNow } from '../../../lib/lazy.ts';
import { listenerOf, newDeliveryColumns, newDeliveryValues, type RightsOf } from '../../webhook-rows.ts';
import { prepareManyRows } from '../rows/many-rows.ts';

/** The enabled endpoints, in memory, and the deliveries that commands store for them. */
export type WebhookListeners = {
  /** Empty if there is no enabled endpoint. Then no command does anything for webhooks. */
  get(): readonly WebhookListener[];
  /** Stores deliveries, inside the transaction of the change that they report. */
  add(deliveries: readonly NewDelivery[]): void;
  /** The transaction stored a delivery that is due. */
  noteDue(): void;
  /** The transaction changed an endpoint. */
  reload(): void;
  committed(): void;
  rolledBack(): void;
  /** Calls the listener after each commit that stored due deliveries. */
  onStored(listener: () => void): void;
};

const noListeners: readonly WebhookListener[] = [];

/** No other process has the file, so the endpoints in memory are always those of the file. */
export const prepareListeners = (db: DatabaseSync, rightsOf: RightsOf): WebhookListeners => {
  const enabled = db.prepare('SELECT id, client, events FROM webhook_endpoints WHERE enabled = 1');
  const insert = lazyNow(() =>
    prepareManyRows(db, 7, `INSERT INTO webhook_deliveries (${newDeliveryColumns}) VALUES`),
  );
  const load = () => enabled.all().map(listenerOf);
  let stored = load();
  let isChanged = false;
  let isDue = false;
  let listener = (): void => {};

  return {
    get: () =>
      stored.length === 0 ? noListeners : stored.map((one) => ({ ...one, rights: rightsOf(one.client) })),
    add: (deliveries) => {
      if (deliveries.length === 0) return;
      insert()(deliveries.flatMap(newDeliveryValues));
      isDue = true;
    },
    noteDue: () => {
      isDue = true;
    },
    reload: () => {
      stored = load();
      isChanged = true;
    },
    committed: () => {
      isChanged = false;
      if (!isDue) return;
      isDue = false;
      listener();
    },
    rolledBack: () => {
      isDue = false;
      if (!isChanged) return;
      isChanged = false;
      stored = load();
    },
    onStored: (added) => {
      listener = added;
    },
  };
};
