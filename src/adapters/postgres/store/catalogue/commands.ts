import {
  isRemovable,
  newRow,
  type Reading,
  type RowWrite,
  record,
} from '../../../../core/decide/catalogue.ts';
import { observedHistory } from '../../../../core/decide/history.ts';
import { deliveriesOfReading } from '../../../../core/decide/webhooks/events.ts';
import type { ChannelId } from '../../../../domain/ids.ts';
import { type StockLevel, stockKeyText } from '../../../../domain/stock.ts';
import type {
  Catalogue,
  CatalogueReads,
  CatalogueRecord,
  Removed,
} from '../../../../ports/journal/catalogue.ts';
import { type Changes, noChanges } from '../../../../ports/journal/changes.ts';
import type { Journal } from '../../../../ports/journal/journal.ts';
import {
  integer,
  locationOf,
  productOfRow,
  type Row,
  stockLevelOf,
  textOrNull,
} from '../../../journal-rows.ts';
import type { Read, Statement, Transaction, Transactions } from '../../connection/transaction.ts';
import { writeTracking } from '../commands/apply.ts';
import { addHistory, forgetFirstQuantities, readWithEntries } from '../history/commands.ts';
import { levelKeyValues, sameLevel, stockColumns } from '../sql.ts';
import { addDeliveries } from '../webhooks/listeners.ts';
import { driftReads } from './drifts.ts';
import { eventCommands } from './events.ts';
import { levelRows, locationRows, productRows, type Rows } from './rows.ts';
import { findUnseen } from './unseen.ts';

type Run = (statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

const alreadyStored = async <One extends { readonly observedAt: number }>(
  run: Run,
  statement: Statement,
  values: readonly unknown[],
  { kind, of }: Rows<One>,
  rows: readonly One[],
) => {
  const found = new Map((await run(statement, values)).map((row) => [kind.keyOf(of(row).row), of(row)]));
  return rows.map((row) => found.get(kind.keyOf(row)) ?? null);
};

/** One row of each key, the newest: a statement cannot write a row twice. */
const newestOf = <One extends { readonly observedAt: number }>(
  { kind }: Rows<One>,
  rows: readonly One[],
  reading: Reading,
): readonly One[] =>
  record(
    kind,
    rows,
    rows.map(() => null),
    reading,
  ).map(({ row }) => row);

/** The rows that differ from the stored ones. It takes no lock and writes nothing. */
const differing = async <One extends { readonly observedAt: number }>(
  read: Read,
  rows: Rows<One>,
  all: readonly One[],
  reading: Reading,
): Promise<readonly One[]> => {
  if (all.length === 0) return [];
  const given = newestOf(rows, all, reading);
  const stored = await alreadyStored(read, rows.stored, rows.keyValues(given), rows, given);
  const keys = new Set(record(rows.kind, given, stored, reading).map(({ row }) => rows.kind.keyOf(row)));
  return given.filter((row) => keys.has(rows.kind.keyOf(row)));
};

/** Stores rows under their locks. Returns the writes. The last statement is not awaited. */
const store = async <One extends { readonly observedAt: number }>(
  { run }: Transaction,
  rows: Rows<One>,
  given: readonly One[],
  reading: Reading,
): Promise<readonly RowWrite<One>[]> => {
  if (given.length === 0) return [];
  const asNew = given.map((row) => ({ ...newRow, row, pass: reading.pass }));
  const stored = await alreadyStored(run, rows.addOrLock, rows.addValues(asNew), rows, given);
  const writes = record(rows.kind, given, stored, reading);
  const existing = new Set(stored.flatMap((one) => (one ? [rows.kind.keyOf(one.row)] : [])));
  const changed = writes.filter(({ row }) => existing.has(rows.kind.keyOf(row)));
  if (changed.length > 0) void run(rows.put, rows.putValues(changed));
  return writes;
};

/** Stores levels with their history. Returns the news. */
const storeLevels = async (
  tx: Transaction,
  given: readonly StockLevel[],
  reading: Reading,
): Promise<readonly StockLevel[]> => {
  if (given.length === 0) return [];
  const [writes, withEntries] = await Promise.all([
    store(tx, levelRows, given, reading),
    // Sent behind the statement that locks the levels.
    readWithEntries(tx, given),
  ]);
  const entries = observedHistory(writes, withEntries);
  addHistory(tx, entries);
  const returned = writes.filter(({ row, stored }) => !stored && withEntries.has(stockKeyText(row)));
  forgetFirstQuantities(
    tx,
    returned.map(({ row }) => row),
  );
  if (writes.length > 0)
    addDeliveries(tx, deliveriesOfReading(entries, writes, await tx.webhooks.listeners()));
  return writes.filter(({ isNews }) => isNews).map(({ row }) => row);
};

const changesOf = (stock: readonly StockLevel[]): Changes =>
  stock.length === 0 ? noChanges : { ...noChanges, stock };

const position: Statement = { name: 'poll-position', text: 'SELECT position FROM polls WHERE channel = $1' };
const putPosition: Statement = {
  name: 'put-poll-position',
  text: `
    INSERT INTO polls AS p (channel, position) VALUES ($1, $2)
    ON CONFLICT (channel) DO UPDATE SET position = excluded.position`,
};
const takePoll: Statement = {
  name: 'take-poll',
  text: `
    INSERT INTO polls AS p (channel, owner, expires_at)
    VALUES ($1, $2, clock_timestamp() + $3::float8 * interval '1 millisecond')
    ON CONFLICT (channel) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
      WHERE p.owner IS NULL OR p.owner = excluded.owner OR p.expires_at <= clock_timestamp()
        -- Without its lease, a gateway has stopped.
        OR NOT EXISTS (SELECT 1 FROM gateways g WHERE g.id = p.owner AND g.expires_at > clock_timestamp())
    RETURNING channel`,
};

/** The levels of $1 to $4, and all levels of the products of $5 and $6. */
const lockRemovedLevels: Statement = {
  name: 'lock-removed-levels',
  text: `
    SELECT ${stockColumns('s')} FROM (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) g(channel, product_id, location_id, option_id)
      UNION SELECT l.channel, l.product_id, l.location_id, l.option_id
        FROM unnest($5::text[], $6::text[]) p(channel, product_id)
        JOIN stock_levels l ON l.channel = p.channel AND l.product_id = p.product_id) k
    JOIN stock_levels s ON ${sameLevel('s', 'k')}
    ORDER BY s.channel, s.product_id, s.location_id, s.option_id FOR UPDATE OF s`,
};
const lockRemovedProducts: Statement = {
  name: 'lock-removed-products',
  text: `
    SELECT p.product FROM unnest($1::text[], $2::text[]) k(channel, product_id)
    JOIN products p ON p.channel = k.channel AND p.product_id = k.product_id
    ORDER BY p.channel, p.product_id FOR UPDATE OF p`,
};
const lockRemovedLocations: Statement = {
  name: 'lock-removed-locations',
  text: `
    SELECT l.channel, l.location_id, l.name, l.kind, l.observed_at
    FROM unnest($1::text[], $2::text[]) k(channel, location_id)
    JOIN locations l ON l.channel = k.channel AND l.location_id = k.location_id
    ORDER BY l.channel, l.location_id FOR UPDATE OF l`,
};
const deleteLevels: Statement = {
  name: 'delete-levels',
  text: `
    DELETE FROM stock_levels s
    USING unnest($1::text[], $2::text[], $3::text[], $4::text[]) k(channel, product_id, location_id, option_id)
    WHERE ${sameLevel('s', 'k')}`,
};
const deleteProducts: Statement = {
  name: 'delete-products',
  text: `
    DELETE FROM products p USING unnest($1::text[], $2::text[]) k(channel, product_id)
    WHERE p.channel = k.channel AND p.product_id = k.product_id`,
};
const deleteLocations: Statement = {
  name: 'delete-locations',
  text: `
    DELETE FROM locations l USING unnest($1::text[], $2::text[]) k(channel, location_id)
    WHERE l.channel = k.channel AND l.location_id = k.location_id`,
};

const remove = async (
  { run }: Transaction,
  { channel, products, levels, locations }: Removed,
  before: number,
): Promise<Changes> => {
  const keys = products.map((productId) => ({ channel, productId }));
  const productKeys = [keys.map((key) => key.channel), keys.map((key) => key.productId)];
  const [levelsFound, productsFound, locationsFound] = await Promise.all([
    run(lockRemovedLevels, [...levelKeyValues(levels), ...productKeys]),
    run(lockRemovedProducts, productKeys),
    run(lockRemovedLocations, [locations.map(() => channel), locations]),
  ]);
  const gone = productsFound.map(productOfRow).filter(({ observedAt }) => isRemovable(observedAt, before));
  const goneIds = new Set(gone.map(({ productId }) => productId));
  const named = new Set(levels.map(stockKeyText));
  const stock = levelsFound
    .map(stockLevelOf)
    .filter(
      (level) =>
        goneIds.has(level.productId) ||
        (named.has(stockKeyText(level)) && isRemovable(level.observedAt, before)),
    );
  if (stock.length > 0) void run(deleteLevels, levelKeyValues(stock));
  if (gone.length > 0) void run(deleteProducts, productRows.keyValues(gone));
  const places = locationsFound
    .map((row) => ({ ...locationOf(row), observedAt: integer(row, 'observed_at') }))
    .filter(({ observedAt }) => isRemovable(observedAt, before));
  if (places.length > 0) void run(deleteLocations, locationRows.keyValues(places));
  return { ...noChanges, stock };
};

/** The levels of one transaction that changes their tracking. */
const trackedAtOnce = 10_000;

type Commands = Omit<Catalogue, keyof CatalogueReads> & Pick<Journal, 'recordRead'>;

/** The commands of the catalogue. A record that says nothing new begins no transaction. */
export const catalogueCommands = (
  transaction: Transactions,
  read: Read,
  during: <Result>(work: Promise<Result>) => Promise<Result>,
): Commands => {
  const { countDrifts, openDifferences, lastEventAt } = driftReads(read);
  const positionOf = async (channel: ChannelId): Promise<string | null> => {
    const [row] = await read(position, [channel]);
    return row ? textOrNull(row, 'position') : null;
  };

  const recordLevels = async (all: readonly StockLevel[], reading: Reading): Promise<Changes> => {
    const levels = await differing(read, levelRows, all, reading);
    if (levels.length === 0) return noChanges;
    return changesOf(await transaction((tx) => storeLevels(tx, levels, reading)));
  };

  const recordAll = async (whole: CatalogueRecord): Promise<Changes> => {
    const { channel, readAt, position: after } = whole;
    const seen = whole.locations.map((location) => ({ ...location, observedAt: readAt }));
    const [levels, products, locations, before] = await Promise.all([
      differing(read, levelRows, whole.levels, whole),
      differing(read, productRows, whole.products, whole),
      differing(read, locationRows, seen, whole),
      after === null ? null : positionOf(channel),
    ]);
    if (levels.length + products.length + locations.length === 0 && before === after) return noChanges;
    return transaction(async (tx) => {
      const stock = await storeLevels(tx, levels, whole);
      await store(tx, productRows, products, whole);
      await store(tx, locationRows, locations, whole);
      if (after !== null && before !== after) void tx.run(putPosition, [channel, after]);
      return changesOf(stock);
    });
  };

  return {
    recordRead: (levels) => during(recordLevels(levels, { pass: null, refresh: true })),
    recordCatalogue: (whole) => during(recordAll(whole)),
    track: async (writes) => {
      for (let at = 0; at < writes.length; at += trackedAtOnce) {
        const some = writes.slice(at, at + trackedAtOnce);
        await during(transaction(async (tx) => writeTracking(tx, some)));
      }
    },
    countDrifts,
    openDifferences,
    lastEventAt,
    unseen: (...about) => findUnseen(read, ...about),
    removeFromCatalogue: (removed, before) => during(transaction((tx) => remove(tx, removed, before))),
    pollPosition: positionOf,
    takePoll: (channel, forMs) =>
      during(
        transaction(async ({ run, owner }) => (await run(takePoll, [channel, owner, forMs])).length > 0),
      ),
    ...eventCommands(transaction, read, during),
  };
};
