import { setTimeout as pause } from 'node:timers/promises';
import type { OperationId } from '../../../domain/ids.ts';
import { hintChannel } from '../connection/hints.ts';
import type { Pool } from '../connection/pool.ts';

export type Telling = {
  operation(id: OperationId): void;
  /** A stock key as `stockKeyText` has it. */
  stock(key: string): void;
  /** Tells what is left to be told. */
  close(): Promise<void>;
};

/** PostgreSQL takes payloads of fewer than 8000 bytes. */
const maxBytes = 7_500;
/** What waits while the database is away; beyond that the others are told to look at everything. */
const maxWaiting = 20_000;

/** Cuts texts into lists that fit a payload each. */
const payloadsOf = (from: string, name: 'operations' | 'stock', texts: readonly string[]): string[] => {
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

/** Tells the other gateways what changed: what comes together, or while the last was being told, in one statement. */
export const createTelling = (pool: Pool, from: string): Telling => {
  let operations = new Set<string>();
  let stock = new Set<string>();
  let all = false;
  let running: Promise<void> | null = null;
  let closed = false;

  const takePayloads = (): string[] => {
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

  const tellAll = async (): Promise<void> => {
    for (let payloads = takePayloads(); payloads.length > 0; payloads = takePayloads()) {
      try {
        await pool.query({
          name: 'notify',
          text: 'SELECT pg_notify($1, p) FROM unnest($2::text[]) p',
          values: [hintChannel, payloads],
        });
      } catch {
        // Whoever was not told now looks at everything once the database is back.
        all = true;
        if (closed) return;
        await pause(250, undefined, { ref: false });
      }
    }
  };

  const tell = (): void => {
    if (operations.size + stock.size > maxWaiting) {
      operations.clear();
      stock.clear();
      all = true;
    }
    running ??= new Promise<void>((resolve) => {
      setImmediate(resolve);
    })
      .then(tellAll)
      .finally(() => {
        running = null;
      });
  };

  return {
    operation: (id) => {
      operations.add(String(id));
      tell();
    },
    stock: (key) => {
      stock.add(key);
      tell();
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
};
