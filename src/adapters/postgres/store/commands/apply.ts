import { newRow } from '../../../../core/decide/catalogue.ts';
import type { Progress } from '../../../../core/decide/data/state.ts';
import type {
  DoubtWrite,
  ItemWrite,
  LevelWrite,
  NewRequest,
  ProductWrite,
  RequestWrite,
  WatermarksWrite,
  Writes,
} from '../../../../core/decide/data/writes.ts';
import { endsWithoutLevel } from '../../../../core/decide/newest-change.ts';
import { writtenTarget } from '../../../../domain/changes/change.ts';
import { noWatermarks } from '../../../../domain/changes/watermark.ts';
import type { TrackingWrite } from '../../../../domain/drift.ts';
import type { ItemRef, Operation } from '../../../../domain/operation.ts';
import {
  noOperation,
  refsText,
  trackingColumns,
  trackingValues,
  watermarksText,
} from '../../../journal-rows.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import { insertProducts, productRows } from '../catalogue/rows.ts';
import { addHistory, lockLevels } from '../history/commands.ts';
import { byKey, itemByKey, levelKeyValues, sameLevel } from '../sql.ts';
import { refValues } from './locks.ts';

const openRequest: Statement = {
  name: 'open-request',
  text: `
    WITH request AS (
      INSERT INTO vendor_requests
        (id, channel, kind, attempt, row_count, refs, sent_at, deadline, outcome, callback_hash, owner)
      OVERRIDING SYSTEM VALUE VALUES ($2, $3, $4, $5, $6, $7, $8, $9, 'SENDING', $10, $11))
    INSERT INTO deliveries (operation_id, request_id)
    SELECT DISTINCT k.operation_id, $2::bigint FROM unnest($1::bigint[]) k(operation_id)`,
};

const open = ({ run, owner }: Transaction, { id, attempt, draft, rows }: NewRequest): void => {
  const { channel, kind, sentAt, deadline, callbackHash } = draft;
  const about = [channel, kind, attempt, rows.length, refsText(rows), sentAt, deadline, callbackHash, owner];
  void run(openRequest, [rows.map(({ operationId }) => operationId), id, ...about]);
};

const updateRequests: Statement = {
  name: 'update-requests',
  text: `
    UPDATE vendor_requests v SET outcome = coalesce(k.outcome, v.outcome),
      answered_at = coalesce(k.answered_at, v.answered_at), http_status = coalesce(k.http_status, v.http_status),
      vendor_request_id = coalesce(k.vendor_request_id, v.vendor_request_id),
      deadline = coalesce(k.deadline, v.deadline), early_callback = coalesce(k.early_callback, v.early_callback)
    FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::integer[], $5::text[], $6::bigint[], $7::text[])
      k(id, outcome, answered_at, http_status, vendor_request_id, deadline, early_callback)
    WHERE v.id = k.id`,
};

const writeRequests = ({ run }: Transaction, requests: readonly RequestWrite[]): void => {
  void run(updateRequests, [
    requests.map(({ id }) => id),
    requests.map(({ outcome }) => outcome),
    requests.map(({ answeredAt }) => answeredAt),
    requests.map(({ httpStatus }) => httpStatus),
    requests.map(({ vendorRequestId }) => vendorRequestId),
    requests.map(({ deadline }) => deadline),
    requests.map(({ earlyCallback }) => (earlyCallback === null ? null : JSON.stringify(earlyCallback))),
  ]);
};

const updateOperations: Statement = {
  name: 'update-operations',
  text: `
    UPDATE operations o SET sequence = k.sequence, applied_count = k.applied, failed_count = k.failed,
      superseded_count = k.superseded, canceled_count = k.canceled, unknown_count = k.unknown,
      completed_at = k.completed_at
    FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
        $8::bigint[])
      k(id, sequence, applied, failed, superseded, canceled, unknown, completed_at)
    WHERE o.id = k.id`,
};

const writeOperations = ({ run }: Transaction, operations: readonly Operation[]): void => {
  void run(updateOperations, [
    operations.map(({ id }) => id),
    operations.map(({ sequence }) => sequence),
    operations.map(({ appliedCount }) => appliedCount),
    operations.map(({ failedCount }) => failedCount),
    operations.map(({ supersededCount }) => supersededCount),
    operations.map(({ canceledCount }) => canceledCount),
    operations.map(({ unknownCount }) => unknownCount),
    operations.map(({ completedAt }) => completedAt),
  ]);
};

/** Equal items get equal values: each distinct value is sent once, and `place` says which one an item gets. */
const updateItems: Statement = {
  name: 'update-items',
  text: `
    UPDATE items i SET state = ($4::text[])[k.place], sequence = ($5::integer[])[k.place],
      request_id = ($6::bigint[])[k.place], may_have_applied = ($7::integer[])[k.place],
      outcome = ($8::text[])[k.place], kept = ($9::text[])[k.place], retry = ($10::text[])[k.place]
    FROM unnest($1::bigint[], $2::integer[], $3::integer[]) k(operation_id, idx, place)
    WHERE i.operation_id = k.operation_id AND i.idx = k.idx`,
};

/** Items of one statement: however many there are, no statement takes longer than it may. */
export const maxItems = 50_000;

const writeItems = ({ run }: Transaction, items: readonly ItemWrite[]): void => {
  for (let first = 0; first < items.length; first += maxItems) {
    const some = items.slice(first, first + maxItems);
    const places = new Map<Progress, number>();
    const placeOf = ({ after }: ItemWrite): number => {
      const known = places.get(after);
      if (known !== undefined) return known;
      places.set(after, places.size + 1);
      return places.size;
    };
    const refs = some.map(({ row }) => row.item);
    const at = some.map(placeOf);
    const values = [...places.keys()];
    void run(updateItems, [
      ...refValues(refs),
      at,
      values.map(({ state }) => state),
      values.map(({ sequence }) => sequence),
      values.map(({ requestId }) => requestId),
      values.map(({ mayHaveApplied }) => Number(mayHaveApplied)),
      values.map(({ outcome }) => outcome && JSON.stringify(outcome)),
      values.map(({ kept = noWatermarks }) => watermarksText(kept)),
      values.map(({ retry }) => (retry ? JSON.stringify(retry) : null)),
    ]);
  }
};

const putTargetEnds: Statement = {
  name: 'put-target-ends',
  text: `
    INSERT INTO target_ends AS t (channel, target, operation_id)
    SELECT i.channel, i.target, max(k.operation_id) FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx) ${itemByKey}
    WHERE i.target IS NOT NULL GROUP BY i.channel, i.target ORDER BY i.channel, i.target
    ON CONFLICT (channel, target) DO UPDATE SET operation_id = greatest(t.operation_id, excluded.operation_id)`,
};

/** Few changes of stock end without a level, so this is rarely sent for them. */
const writeTargetEnds = ({ run }: Transaction, items: readonly ItemWrite[]): void => {
  const ended = items.filter(endsWithoutLevel).map(({ row }) => row.item);
  for (let first = 0; first < ended.length; first += maxItems)
    void run(putTargetEnds, refValues(ended.slice(first, first + maxItems)));
};

const updateOwner: Statement = {
  name: 'update-owner',
  text: `
    UPDATE items i SET owner = $3 FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx)
    WHERE i.operation_id = k.operation_id AND i.idx = k.idx`,
};

/** Makes a gateway the owner of items. */
export const writeOwner = (
  { run }: Pick<Transaction, 'run'>,
  refs: readonly ItemRef[],
  owner: number,
): void => {
  for (let first = 0; first < refs.length; first += maxItems)
    void run(updateOwner, [...refValues(refs.slice(first, first + maxItems)), owner]);
};

const levelColumns =
  'channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id';
const givenLevels = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], $7::bigint[],
      $8::text[], $9::bigint[]) k(${levelColumns})`;
/** All transactions lock levels in this order, so that they do not deadlock. */
const inOrderOfKeys =
  'ORDER BY channel COLLATE "C", product_id COLLATE "C", location_id COLLATE "C", option_id COLLATE "C"';
const insertLevels = `
    INSERT INTO stock_levels AS s (${levelColumns})
    SELECT * FROM ${givenLevels}
    ${inOrderOfKeys}
    ON CONFLICT (channel, product_id, location_id, option_id)`;

const putLevels: Statement = {
  name: 'put-levels',
  text: `${insertLevels} DO UPDATE SET quantity = excluded.quantity, sold_out = excluded.sold_out,
      observed_at = excluded.observed_at, source = excluded.source, changed_at = clock_timestamp(),
      operation_id = excluded.operation_id, ${trackingColumns.map((column) => `${column} = NULL`).join(', ')}`,
};
/** Replaces the levels. */
const writeLevels = ({ run }: Transaction, levels: readonly LevelWrite[]): void => {
  if (levels.length > 0) void run(putLevels, levelValues(levels));
};

const levelValues = (levels: readonly LevelWrite[]) => [
  ...levelKeyValues(levels.map(({ level }) => level)),
  levels.map(({ level }) => level.quantity),
  levels.map(({ level }) => (level.soldOut === null ? null : Number(level.soldOut))),
  levels.map(({ level }) => level.observedAt),
  levels.map(({ level }) => level.source),
  levels.map(({ by }) => by ?? noOperation),
];

/**
 * Stores new levels, and locks those that are stored and all others of the same products, in the order of their keys. A
 * transaction that stored a new level after it had locked other levels could deadlock with one that does the same.
 */
const addOrLockProducts: Statement = {
  name: 'add-or-lock-products',
  text: `
    WITH given AS MATERIALIZED (SELECT * FROM ${givenLevels})
    INSERT INTO stock_levels AS s (${levelColumns})
    SELECT DISTINCT ON (channel COLLATE "C", product_id COLLATE "C", location_id COLLATE "C", option_id COLLATE "C") *
    FROM (
      SELECT * FROM given
      UNION ALL
      SELECT l.channel, l.product_id, l.location_id, l.option_id, l.quantity, l.sold_out, l.observed_at, l.source,
        l.operation_id
      FROM (SELECT DISTINCT channel, product_id, location_id FROM given) k JOIN stock_levels l
        ON l.channel = k.channel AND l.product_id = k.product_id AND l.location_id = k.location_id) a
    ${inOrderOfKeys}
    ON CONFLICT (channel, product_id, location_id, option_id) DO UPDATE SET observed_at = s.observed_at`,
};

/**
 * Stores new levels, and locks the stored ones and those of $10 to $13, in the order of their keys. See
 * `addOrLockProducts`.
 */
const addOrLockTracked: Statement = {
  name: 'add-or-lock-tracked-levels',
  text: `
    INSERT INTO stock_levels AS s (${levelColumns})
    SELECT DISTINCT ON (channel COLLATE "C", product_id COLLATE "C", location_id COLLATE "C", option_id COLLATE "C") *
    FROM (
      SELECT * FROM ${givenLevels}
      UNION ALL
      SELECT l.channel, l.product_id, l.location_id, l.option_id, l.quantity, l.sold_out, l.observed_at, l.source,
        l.operation_id
      FROM unnest($10::text[], $11::text[], $12::text[], $13::text[]) t(channel, product_id, location_id, option_id)
      JOIN stock_levels l ON ${sameLevel('l', 't')}) a
    ${inOrderOfKeys}
    ON CONFLICT (channel, product_id, location_id, option_id) DO UPDATE SET observed_at = s.observed_at`,
};
const putTracking: Statement = {
  name: 'put-tracking',
  text: `
    UPDATE stock_levels s SET ${trackingColumns.map((column) => `${column} = k.${column}`).join(', ')}
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
      k(channel, product_id, location_id, option_id, ${trackingColumns.join(', ')})
    WHERE ${sameLevel('s', 'k')}`,
};

const lockTracked = (
  { run }: Transaction,
  levels: readonly LevelWrite[],
  tracking: readonly TrackingWrite[],
): void => {
  void run(addOrLockTracked, [...levelValues(levels), ...levelKeyValues(tracking.map(({ key }) => key))]);
};

const updateTracking = ({ run }: Transaction, tracking: readonly TrackingWrite[]): void => {
  const states = tracking.map((write) => trackingValues(write.tracking));
  void run(putTracking, [
    ...levelKeyValues(tracking.map(({ key }) => key)),
    ...trackingColumns.map((_, at) => states.map((values) => values[at])),
  ]);
};

/** Replaces the tracking of stored levels. */
export const writeTracking = (tx: Transaction, tracking: readonly TrackingWrite[]): void => {
  lockLevels(
    tx,
    tracking.map(({ key }) => key),
  );
  updateTracking(tx, tracking);
};

/** The number of the full pass stays. */
const putProducts: Statement = {
  name: 'put-products',
  text: `${insertProducts} DO UPDATE SET product = excluded.product, operation_id = excluded.operation_id,
      name = excluded.name, code = excluded.code, search_text = excluded.search_text,
      search_grams = excluded.search_grams, observed_at = excluded.observed_at`,
};
const deleteOtherOptions: Statement = {
  name: 'delete-other-options',
  text: `
    WITH other AS (
      SELECT l.channel, l.product_id, l.option_id
      FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, product_id, options)
        ${byKey('stock_levels', "channel = k.channel AND product_id = k.product_id AND location_id = ''")} l
      WHERE l.option_id <> ''
        AND NOT EXISTS (SELECT 1 FROM json_array_elements_text(k.options::json) o WHERE o.value = l.option_id))
    DELETE FROM stock_levels s USING other d
    WHERE s.channel = d.channel AND s.product_id = d.product_id AND s.location_id = '' AND s.option_id = d.option_id`,
};

const writeCatalogue = (
  tx: Transaction,
  levels: readonly LevelWrite[],
  products: readonly ProductWrite[],
): void => {
  const { run } = tx;
  if (products.length > 0) {
    // A product deletes levels of options, out of their order: all of its levels are locked in order before.
    void run(addOrLockProducts, levelValues(levels));
  }
  writeLevels(tx, levels);
  if (products.length === 0) return;
  const writes = products.map(({ product, by }) => ({ ...newRow, row: product, by }));
  void run(putProducts, productRows.values(writes));
  const options = products.map(({ product }) =>
    JSON.stringify(product.optionGroups.flatMap((group) => group.options.map(({ optionId }) => optionId))),
  );
  void run(deleteOtherOptions, [...productRows.keyValues(products.map(({ product }) => product)), options]);
};

const updateWatermarks: Statement = {
  name: 'update-watermarks',
  text: `
    UPDATE targets t SET watermarks = k.watermarks
    FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, target, watermarks)
    WHERE t.channel = k.channel AND t.target = k.target`,
};

const writeWatermarks = ({ run }: Transaction, watermarks: readonly WatermarksWrite[]): void => {
  void run(updateWatermarks, [
    watermarks.map(({ channel }) => channel),
    watermarks.map(({ target }) => writtenTarget(target)),
    watermarks.map((one) => watermarksText(one.watermarks)),
  ]);
};

const putDoubts: Statement = {
  name: 'put-doubts',
  text: `
    INSERT INTO doubts (channel, target, operation_id)
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
    ON CONFLICT (channel, target) DO UPDATE SET operation_id = excluded.operation_id`,
};

const writeDoubts = ({ run }: Transaction, doubts: readonly DoubtWrite[]): void => {
  void run(putDoubts, [
    doubts.map(({ channel }) => channel),
    doubts.map(({ target }) => writtenTarget(target)),
    doubts.map(({ by }) => by),
  ]);
};

/** Sends the writes of a decision. None of them is awaited: they share a round trip with the COMMIT. */
export const applyWrites = (tx: Transaction, writes: Writes): void => {
  const { requests, opened, levels, tracking, products, watermarks, doubts, operations, items } = writes;
  if (requests.length > 0) writeRequests(tx, requests);
  if (opened) open(tx, opened);
  if (tracking.length > 0) lockTracked(tx, levels, tracking);
  if (levels.length > 0) writeCatalogue(tx, levels, products);
  if (tracking.length > 0) updateTracking(tx, tracking);
  addHistory(tx, levels);
  if (watermarks.length > 0) writeWatermarks(tx, watermarks);
  if (doubts.length > 0) writeDoubts(tx, doubts);
  if (operations.length > 0) writeOperations(tx, operations);
  if (items.length === 0) return;
  writeItems(tx, items);
  writeTargetEnds(tx, items);
};
