import type {
  AcknowledgedLevel,
  Row as DecidedRow,
  LoadedItem,
  LoadedRequest,
  Progress,
  Queue,
  QueuedRow,
} from '../../../../core/decide/data/state.ts';
import { isAcceptedBefore } from '../../../../core/decide/data/state.ts';
import { targetOf } from '../../../../domain/changes/change.ts';
import { isGuardedShape } from '../../../../domain/changes/guard.ts';
import { noWatermarks } from '../../../../domain/changes/watermark.ts';
import { asOperationId, asRequestId, type OperationId, type RequestId } from '../../../../domain/ids.ts';
import type { Outcome } from '../../../../domain/item.ts';
import type { ItemRef } from '../../../../domain/operation.ts';
import { stockKeysOf } from '../../../../domain/stock.ts';
import {
  changeOf,
  earlyCallbackOf,
  integer,
  integerOrNull,
  parsed,
  queuedItemOf,
  type Row,
  refOf,
  requestOutcomeOf,
  retryOf,
  stateOf,
  stockLevelOf,
  text,
  textOrNull,
  watermarksFrom,
  writerOf,
} from '../../../journal-rows.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import {
  byKey,
  isInFlight,
  itemByKey,
  itemColumns,
  keysOf,
  stockColumns,
  targetsOfItems,
  waitingBeside,
} from '../sql.ts';
import { type LockedTarget, type Operations, refValues, targetName } from './locks.ts';

const waiting: Statement = {
  name: 'waiting-beside',
  text: `SELECT ${itemColumns('i')} FROM ${waitingBeside}`,
};

/** The items that wait for the targets of these items, these items among them. */
export const readWaiting = ({ run }: Transaction, refs: readonly ItemRef[]): Promise<readonly Row[]> =>
  run(waiting, refValues(refs));

const inFlight: Statement = {
  name: 'in-flight-beside',
  text: `
    SELECT i.channel, i.target FROM ${targetsOfItems} k
    ${byKey('items', `channel = k.channel AND target = k.target AND ${isInFlight('state')}`)} i`,
};

/** The names of those targets of these items that have an item in flight. */
export const readTakenTargets = async (
  { run }: Transaction,
  refs: readonly ItemRef[],
): Promise<ReadonlySet<string>> => new Set((await run(inFlight, refValues(refs))).map(targetNameOf));

const itemsOfRequest: Statement = {
  name: 'items-of-request',
  text: `
    SELECT ${itemColumns('i')} FROM (
      SELECT * FROM unnest($1::bigint[], $2::integer[]) n(operation_id, idx)
      UNION SELECT r.operation_id, r.idx FROM vendor_requests v CROSS JOIN LATERAL (${keysOf('v.refs')}) r WHERE v.id = $3
      ) k ${itemByKey}`,
};

/** These items and all rows of the request, in any order. */
export const readItemsOfRequest = (
  { run }: Transaction,
  refs: readonly ItemRef[],
  requestId: RequestId,
): Promise<readonly Row[]> => run(itemsOfRequest, [...refValues(refs), requestId]);

const acknowledgedLevels: Statement = {
  name: 'acknowledged-levels',
  text: `
    SELECT ${stockColumns('s')}, k.name, d.operation_id AS doubted_by
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) k(channel, product_id, location_id, target, name)
    JOIN stock_levels s ON s.channel = k.channel AND s.product_id = k.product_id AND s.location_id = k.location_id
      AND s.option_id = ''
    LEFT JOIN doubts d ON d.channel = k.channel AND d.target = k.target`,
};

/** The stored levels of the targets that guarded items wait for, by the name of the target. */
export const readGuardedLevels = async (
  { run }: Transaction,
  waitingRows: readonly Row[],
): Promise<ReadonlyMap<string, AcknowledgedLevel>> => {
  const targets = waitingRows.flatMap((row) => {
    const [key] = isGuardedShape(text(row, 'shape')) ? stockKeysOf(changeOf(row)) : [];
    return key ? [{ ...key, target: text(row, 'target'), name: targetNameOf(row) }] : [];
  });
  if (targets.length === 0) return new Map();
  const rows = await run(acknowledgedLevels, [
    targets.map(({ channel }) => channel),
    targets.map(({ productId }) => productId),
    targets.map(({ locationId }) => locationId ?? ''),
    targets.map(({ target }) => target),
    targets.map(({ name }) => name),
  ]);
  return new Map(
    rows.map((row) => {
      const doubtedBy = integerOrNull(row, 'doubted_by');
      const level = stockLevelOf(row);
      return [
        text(row, 'name'),
        { level, by: writerOf(row), doubtedBy: doubtedBy === null ? null : asOperationId(doubtedBy) },
      ];
    }),
  );
};

export const targetNameOf = (row: Row): string => targetName(text(row, 'channel'), text(row, 'target'));
export const itemKey = ({ operationId, index }: ItemRef): string => `${operationId}/${index}`;
export const itemKeyOf = (row: Row): string => `${String(row['operation_id'])}/${String(row['idx'])}`;

const progressFields = ['state', 'sequence', 'request_id', 'may_have_applied', 'outcome', 'kept', 'retry'];

const progressOf = (row: Row): Progress => {
  const requestId = integerOrNull(row, 'request_id');
  const outcome = textOrNull(row, 'outcome');
  const kept = watermarksFrom(row['kept']);
  const retry = retryOf(row);
  return {
    state: stateOf(row),
    sequence: integer(row, 'sequence'),
    // No decision reads it: the deadline of a stored item is that of its request or its operation.
    deadline: 0,
    requestId: requestId === null ? null : asRequestId(requestId),
    mayHaveApplied: row['may_have_applied'] === 1,
    outcome: outcome === null ? null : parsed<Outcome>(outcome),
    ...(kept.length > 0 && { kept }),
    ...(retry && { retry }),
  };
};

/** Reads the progress of items. Equal items in a row share one value, so that what becomes of them is written once. */
export const createReadProgress = () => {
  let last: { readonly row: Row; readonly progress: Progress } | null = null;
  return (row: Row): Progress => {
    const before = last;
    if (before && progressFields.every((field) => before.row[field] === row[field])) return before.progress;
    last = { row, progress: progressOf(row) };
    return last.progress;
  };
};

/** Makes the values that decisions take of rows of `items`. An item whose operation is gone is null. */
export const createLoad = (operations: Operations) => {
  const readProgress = createReadProgress();
  const items = new Map<string, LoadedItem | null>();

  const itemOf = (row: Row): LoadedItem | null => {
    const operation = operations.get(integer(row, 'operation_id'));
    if (!operation || row['change'] === null) return null;
    const change = changeOf(row);
    const item = queuedItemOf({ ...row, client: operation.client });
    return { item, target: targetOf(change), change, operation, progress: readProgress(row) };
  };
  return {
    /** The same value for the same item. */
    item: (row: Row): LoadedItem | null => {
      const key = itemKeyOf(row);
      const known = items.get(key);
      if (known !== undefined) return known;
      const made = itemOf(row);
      items.set(key, made);
      return made;
    },
    row: (row: Row): DecidedRow | null => {
      const operation = operations.get(integer(row, 'operation_id'));
      return operation ? { item: refOf(row), operation, progress: readProgress(row) } : null;
    },
  };
};
export type Load = ReturnType<typeof createLoad>;

/** The queue of each locked target by its name. Targets that are not locked have none. */
export const queuesOf = (
  load: Load,
  locked: readonly LockedTarget[],
  waitingRows: readonly Row[],
  taken: ReadonlySet<string>,
  {
    appliedBy,
    levels,
  }: {
    readonly appliedBy?: ReadonlyMap<string, OperationId>;
    readonly levels?: ReadonlyMap<string, AcknowledgedLevel>;
  } = {},
): ReadonlyMap<string, Queue> => {
  const byTarget = Map.groupBy(waitingRows, targetNameOf);
  return new Map(
    locked.map(({ channel, target, watermarks }) => {
      const name = targetName(channel, target);
      const queue: Queue = {
        isTaken: taken.has(name),
        waiting: (byTarget.get(name) ?? [])
          .flatMap((row) => load.item(row) ?? [])
          .sort((a, b) => (isAcceptedBefore(a.item, b.item) ? -1 : 1)),
        watermarks,
        appliedBy: appliedBy?.get(name) ?? null,
        level: levels?.get(name) ?? null,
      };
      return [name, queue];
    }),
  );
};

const noQueue: Queue = {
  isTaken: false,
  waiting: [],
  watermarks: noWatermarks,
  appliedBy: null,
  level: null,
};

/** An item with the queue of its target; null for an unknown one. */
export const withQueue = (
  load: Load,
  row: Row | undefined,
  queues: ReadonlyMap<string, Queue>,
): QueuedRow | null => {
  const item = row && load.item(row);
  return item ? { ...item, queue: queues.get(targetNameOf(row)) ?? noQueue } : null;
};

/** From the locked row of a request and the rows of its items. */
export const loadedRequest = (load: Load, row: Row | null, items: readonly Row[]): LoadedRequest | null => {
  if (!row) return null;
  const id = asRequestId(integer(row, 'id'));
  return {
    id,
    attempt: integer(row, 'attempt'),
    outcome: requestOutcomeOf(row),
    vendorRequestId: textOrNull(row, 'vendor_request_id'),
    earlyCallback: earlyCallbackOf(row),
    rows: items.flatMap((item) => (item['request_id'] === id ? (load.row(item) ?? []) : [])),
  };
};
