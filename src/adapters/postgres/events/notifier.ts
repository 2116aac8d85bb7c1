import { setTimeout as pause } from 'node:timers/promises';
import type { OperationId } from '../../../domain/ids.ts';
import type { Lease } from '../connection/lease.ts';
import { notificationChannels } from '../connection/notification.ts';
import type { Pool } from '../connection/pool.ts';

export type Notifier = {
  operation(id: OperationId): void;
  /** A stock key as `stockKeyText` writes it. */
  stock(key: string): void;
  /** Sends the notifications that are still waiting. */
  close(): Promise<void>;
};

/** PostgreSQL takes payloads of fewer than 8000 bytes. */
const maxBytes = 7_500;
/** Ids that wait while the database is away. Above this number one notification says that everything changed. */
const maxWaiting = 20_000;

/** Cuts texts into lists that fit a payload each. */
const payloadsOf = (from: number, name: 'operations' | 'stock', texts: readonly string[]): string[] => {
  const payloads: string[] = [];
  let list: string[] = [];
  let bytes = 0;
  const end = () => {
    if (list.length > 0) payloads.push(`{"from":"${from}","${name}":[${list.join()}]}`);
    list = [];
    bytes = 0;
  };
  for (const text of texts) {
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > maxBytes - 100) end();
    if (size > maxBytes - 100) payloads.push(`{"from":"${from}","all":true}`);
    else {
      list.push(text);
      bytes += size;
    }
  }
  end();
  return payloads;
};

/**
 * Notifies the other gateways of changes. One statement carries all changes of one turn of the event loop, and those that
 * arrive while the statement before it runs.
 */
export const createNotifier = (pool: Pool, lease: Pick<Lease, 'id'>): Notifier => {
  let operations = new Set<string>();
  let stock = new Set<string>();
  let all = false;
  let running: Promise<void> | null = null;
  let closed = false;

  const takePayloads = (): string[] => {
    const from = lease.id();
    const payloads = [
      ...(all ? [`{"from":"${from}","all":true}`] : []),
      ...payloadsOf(from, 'operations', [...operations]),
      ...payloadsOf(from, 'stock', [...stock]),
    ];
    all = false;
    operations = new Set();
    stock = new Set();
    return payloads;
  };

  const sendAll = async (): Promise<void> => {
    for (let payloads = takePayloads(); payloads.length > 0; payloads = takePayloads()) {
      try {
        await pool.query({
          name: 'notify',
          text: 'SELECT pg_notify($1, p) FROM unnest($2::text[]) p',
          values: [notificationChannels.changes, payloads],
        });
      } catch {
        // The payloads are lost: once the database is back, the others have to read everything again.
        all = true;
        if (closed) return;
        await pause(250, undefined, { ref: false });
      }
    }
  };

  const send = (): void => {
    if (operations.size + stock.size > maxWaiting) {
      operations.clear();
      stock.clear();
      all = true;
    }
    running ??= new Promise<void>((resolve) => {
      setImmediate(resolve);
    })
      .then(sendAll)
      .finally(() => {
        running = null;
      });
  };

  return {
    operation: (id) => {
      operations.add(String(id));
      send();
    },
    stock: (key) => {
      stock.add(key);
      send();
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
};
