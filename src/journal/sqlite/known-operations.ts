import type { DatabaseSync } from 'node:sqlite';
import type { OperationId, RequestId } from '../../domain/ids.ts';
import { integer, operationOf, parsed, type Row, text } from '../rows.ts';
import type { ItemBlocks } from './item-blocks.ts';
import type { KnownItem, KnownOperation } from './known.ts';
import { selectOperation, selectRunning } from './operation-rows.ts';
import type { ProgressRows } from './progress.ts';

/** So many items are kept with their changes, of the operations that came in last, and some more until a trim is worth it. */
const keptItems = 8_000;
const maxItems = 10_000;

type Before = Pick<KnownOperation, 'operation' | 'requests' | 'progress'>;

/**
 * The operations that are running and those that were used last, as their rows say: what a claim, a settlement and the
 * answer need was written a moment ago by the same process, which has the file for itself.
 */
export type KnownOperations = {
  /** With its items; read from its rows if it is not at hand; null when there is none. */
  get(id: OperationId): KnownOperation | null;
  /** The same, perhaps without its items. */
  head(id: OperationId): KnownOperation | null;
  /** Some of its items, from memory or from the rows that hold them. */
  items(known: KnownOperation, indexes: readonly number[]): readonly KnownItem[];
  /** Only if it is at hand, perhaps without its items. */
  atHand(id: OperationId): KnownOperation | null;
  /** In the order accepted. */
  running(): readonly KnownOperation[];
  add(known: KnownOperation): void;
  /** To be said before anything of it is changed: so much can be taken back. */
  change(known: KnownOperation): void;
  /** Its rows are gone. */
  forget(id: OperationId): void;
  /** From now on nothing is taken back. Lets go of what was used first. */
  committed(): void;
  /** Takes back every change since the last commit. */
  rolledBack(): void;
};

const isRunning = ({ operation }: KnownOperation): boolean => operation.completedAt === null;

export const prepareKnownOperations = (
  db: DatabaseSync,
  blocks: ItemBlocks,
  progressRows: ProgressRows,
): KnownOperations => {
  const byId = db.prepare(`${selectOperation} WHERE o.id = ?`);
  const everyRunning = db.prepare(selectRunning);
  const operations = new Map<OperationId, KnownOperation>();
  /** Those with their items, the one used first at the front. */
  const full = new Set<KnownOperation>();
  let items = 0;
  let added: OperationId[] = [];
  const before = new Map<KnownOperation, Before>();

  const filled = (known: KnownOperation): void => {
    full.add(known);
    items += known.items.length;
  };
  const forget = (id: OperationId): void => {
    const known = operations.get(id);
    if (!known) return;
    operations.delete(id);
    if (full.delete(known)) items -= known.items.length;
  };
  const trim = (): void => {
    if (items <= maxItems) return;
    for (const known of full) {
      if (items <= keptItems) return;
      full.delete(known);
      items -= known.items.length;
      known.items = [];
      if (!isRunning(known)) operations.delete(known.operation.id);
    }
  };

  const knownOf = (row: Row): KnownOperation => {
    const operation = operationOf(row);
    const deadline = integer(row, 'deadline');
    const requests = parsed<readonly RequestId[]>(text(row, 'requests'));
    return {
      operation,
      deadline,
      requests,
      progress: progressRows.read(operation, deadline, row),
      items: [],
    };
  };
  const head = (id: OperationId): KnownOperation | null => {
    const found = operations.get(id);
    if (found) return found;
    const row = byId.get(id);
    return row ? knownOf(row) : null;
  };
  const fill = (known: KnownOperation): KnownOperation => {
    if (known.items.length > 0) return known;
    known.items = blocks.every(known.operation);
    operations.set(known.operation.id, known);
    filled(known);
    return known;
  };

  for (const row of everyRunning.all()) {
    const known = knownOf(row);
    operations.set(known.operation.id, known);
  }

  return {
    get: (id) => {
      const found = head(id);
      return found && fill(found);
    },
    head,
    items: (known, indexes) => {
      const some = known.items.length > 0 ? null : blocks.some(known.operation, indexes);
      return indexes.map((index) => {
        const item = some ? some.get(index) : known.items[index];
        if (!item) throw new Error(`No item ${known.operation.id}/${index}`);
        return item;
      });
    },
    atHand: (id) => operations.get(id) ?? null,
    running: () => [...operations.values()].filter(isRunning).sort((a, b) => a.operation.id - b.operation.id),
    add: (known) => {
      operations.set(known.operation.id, known);
      filled(known);
      added.push(known.operation.id);
    },
    change: (known) => {
      if (before.has(known)) return;
      const { operation, requests, progress } = known;
      before.set(known, { operation, requests, progress });
      known.progress = progress.slice();
    },
    forget,
    committed: () => {
      added = [];
      before.clear();
      trim();
    },
    rolledBack: () => {
      for (const [known, old] of before) Object.assign(known, old);
      before.clear();
      for (const id of added) forget(id);
      added = [];
    },
  };
};
