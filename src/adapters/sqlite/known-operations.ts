import type { DatabaseSync } from 'node:sqlite';
import type { OperationId, RequestId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import { integer, operationOf, parsed, type Row, text } from '../journal/rows.ts';
import type { ItemBlocks } from './item-blocks.ts';
import type { KnownItem, KnownOperation } from './known.ts';
import { selectOperation, selectRunning } from './operation-rows.ts';
import type { ProgressRows } from './progress.ts';

/** So many items are kept, of the operations that came in last, and some more until a trim is worth it. */
const keptItems = 8_000;
const maxItems = 10_000;

type Before = Pick<KnownOperation, 'operation' | 'requests' | 'progress'>;

/**
 * The operations that are running and those that were accepted last, as their rows say: what a claim, a settlement and the
 * answer need was written a moment ago by the same process, which has the file for itself.
 */
export type KnownOperations = {
  /** Read from its rows if it is not at hand; null when there is none. */
  get(id: OperationId): KnownOperation | null;
  /** Gives each ref with its operation, which is read once for those of it side by side. */
  each<Ref extends ItemRef>(refs: Iterable<Ref>, use: (known: KnownOperation | null, ref: Ref) => void): void;
  /** One of its items, from memory or from the row that holds it. */
  item(known: KnownOperation, index: number): KnownItem;
  /** Only if it is at hand. */
  atHand(id: OperationId): KnownOperation | null;
  /** In the order accepted. */
  running(): readonly KnownOperation[];
  add(known: KnownOperation): void;
  /** To be said before anything of it is changed: so much can be taken back. */
  change(known: KnownOperation): void;
  /** Its rows are gone. */
  forget(id: OperationId): void;
  /** From now on nothing is taken back. Lets go of what was accepted first, and of what ended without its items. */
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
  /** Those with their items, the one accepted first at the front. */
  const full = new Set<KnownOperation>();
  let items = 0;
  let added: OperationId[] = [];
  const before = new Map<KnownOperation, Before>();

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

  const get = (id: OperationId): KnownOperation | null => {
    const found = operations.get(id);
    if (found) return found;
    const row = byId.get(id);
    return row ? knownOf(row) : null;
  };

  for (const row of everyRunning.all()) {
    const known = knownOf(row);
    operations.set(known.operation.id, known);
  }

  return {
    get,
    each: (refs, use) => {
      let found: KnownOperation | null = null;
      for (const ref of refs) {
        if (found?.operation.id !== ref.operationId) found = get(ref.operationId);
        use(found, ref);
      }
    },
    item: ({ operation, items: atHand }, index) => {
      const item = atHand.length > 0 ? atHand[index] : blocks.at(operation, index);
      if (!item) throw new Error(`No item ${operation.id}/${index}`);
      return item;
    },
    atHand: (id) => operations.get(id) ?? null,
    running: () => [...operations.values()].filter(isRunning).sort((a, b) => a.operation.id - b.operation.id),
    add: (known) => {
      operations.set(known.operation.id, known);
      full.add(known);
      items += known.items.length;
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
      for (const known of before.keys())
        if (!isRunning(known) && !full.has(known)) forget(known.operation.id);
      before.clear();
      trim();
    },
    rolledBack: () => {
      blocks.rolledBack();
      for (const [known, old] of before) Object.assign(known, old);
      before.clear();
      for (const id of added) forget(id);
      added = [];
    },
  };
};
