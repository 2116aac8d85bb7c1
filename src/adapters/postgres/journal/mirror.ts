import type { ProductChange, StockChange } from '../../../domain/change.ts';
import { targetOf, writtenTarget } from '../../../domain/change.ts';
import type { OperationId } from '../../../domain/ids.ts';
import type { Applied } from '../../../domain/item.ts';
import { productOf } from '../../../domain/product.ts';
import { levelsOf, type StockKey, type StockLevel, stockKeyText } from '../../../domain/stock.ts';
import { noWatermarks, type Watermarks, watermarksAfter } from '../../../domain/watermark.ts';
import { type Row, stockKeyOf } from '../../journal/rows.ts';
import { watermarksText } from '../../journal/watermarks.ts';
import { byKey } from './columns.ts';
import { type LockedTarget, targetName } from './lock-targets.ts';
import type { Statement, Transaction } from './transaction.ts';

/** A change that is in place at its vendor. */
export type InPlace = {
  readonly change: StockChange | ProductChange;
  readonly applied: Applied;
  readonly operationId: OperationId;
};

const put = (name: string, unless: string, operation: string): Statement => ({
  name,
  text: `
    INSERT INTO stock_levels AS s
      (channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], $7::bigint[],
      $8::text[], $9::bigint[]) k(channel, product_id, location_id, option_id)
    ORDER BY channel COLLATE "C", product_id COLLATE "C", location_id COLLATE "C", option_id COLLATE "C"
    ON CONFLICT (channel, product_id, location_id, option_id) DO UPDATE SET quantity = excluded.quantity,
      sold_out = excluded.sold_out, observed_at = excluded.observed_at, source = excluded.source,
      operation_id = ${operation}, changed_at = clock_timestamp()
    WHERE ${unless} RETURNING channel, product_id, location_id, option_id`,
});

// A change that a later one has followed tells nothing new about the target, however late its outcome comes.
const putApplied = put('put-levels', 'excluded.operation_id >= s.operation_id', 'excluded.operation_id');
const putRead = put('put-read-levels', 'excluded.observed_at >= s.observed_at', 's.operation_id');

const putProducts: Statement = {
  name: 'put-products',
  text: `
    INSERT INTO products AS p (channel, product_id, product, operation_id)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) k(channel, product_id)
    ORDER BY channel COLLATE "C", product_id COLLATE "C"
    ON CONFLICT (channel, product_id) DO UPDATE SET product = excluded.product, operation_id = excluded.operation_id
    WHERE excluded.operation_id >= p.operation_id`,
};
const dropOtherOptions: Statement = {
  name: 'drop-other-options',
  text: `
    WITH dropped AS (
      SELECT l.channel, l.product_id, l.option_id
      FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, product_id, options)
        ${byKey('stock_levels', "channel = k.channel AND product_id = k.product_id AND location_id = ''")} l
      WHERE l.option_id <> ''
        AND NOT EXISTS (SELECT 1 FROM json_array_elements_text(k.options::json) o WHERE o.value = l.option_id))
    DELETE FROM stock_levels s USING dropped d
    WHERE s.channel = d.channel AND s.product_id = d.product_id AND s.location_id = '' AND s.option_id = d.option_id`,
};
/** All levels of some products, so that what follows may write them in any order. */
const lockLevels: Statement = {
  name: 'lock-levels',
  text: `
    SELECT 1 FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[])) k(channel, product_id, location_id)
      JOIN stock_levels s
        ON s.channel = k.channel AND s.product_id = k.product_id AND s.location_id = k.location_id
    ORDER BY s.channel, s.product_id, s.location_id, s.option_id FOR UPDATE OF s`,
};
const putWatermarks: Statement = {
  name: 'put-watermarks',
  text: `
    UPDATE targets t SET watermarks = k.watermarks
    FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, target, watermarks)
    WHERE t.channel = k.channel AND t.target = k.target`,
};

const columnsOf = (levels: readonly (StockLevel & { readonly operationId: number })[]) => [
  levels.map((level) => level.channel),
  levels.map((level) => level.productId),
  levels.map((level) => level.locationId ?? ''),
  levels.map((level) => level.optionId ?? ''),
  levels.map((level) => level.quantity),
  levels.map((level) => (level.soldOut === null ? null : Number(level.soldOut))),
  levels.map((level) => level.observedAt),
  levels.map((level) => level.source),
  levels.map((level) => level.operationId),
];

const keysOf = (rows: readonly Row[]): readonly StockKey[] => rows.map(stockKeyOf);

const replaceProducts = (
  { run }: Transaction,
  products: readonly (InPlace & { change: ProductChange })[],
) => {
  if (products.length === 0) return;
  const channels = products.map(({ change }) => change.channel);
  const ids = products.map(({ change }) => change.productId);
  const texts = products.map(({ change, applied }) => JSON.stringify(productOf(change, applied.at)));
  const options = products.map(({ change }) =>
    JSON.stringify(change.optionGroups.flatMap((group) => group.options.map((option) => option.optionId))),
  );
  void run(putProducts, [channels, ids, texts, products.map(({ operationId }) => operationId)]);
  void run(dropOtherOptions, [channels, ids, options]);
};

/** The watermarks of a target once a change is in place. A whole product is a plain order for all its values. */
const watermarksOnce = ({ change, applied, operationId }: InPlace, before: Watermarks): Watermarks =>
  change.kind === 'PRODUCT_UPDATE'
    ? noWatermarks
    : watermarksAfter(change, {
        watermarks: before,
        kept: applied.kept ?? noWatermarks,
        by: operationId,
      });

export type Mirrored = {
  /** The levels that changed; told by the end of the transaction. Where its answers were lost, those that may have. */
  readonly stock: Promise<readonly StockKey[]>;
  /** With the watermarks they have now. */
  readonly targets: readonly LockedTarget[];
};

/** Nothing but its one level is written of it. */
const isPlain = ({ change }: InPlace): boolean =>
  change.kind === 'STOCK_UPDATE' && change.options.length === 0 && change.observedAt === null;

/** Keeps what the vendors hold now. */
export const mirrorApplied = async (
  tx: Transaction,
  inPlace: readonly InPlace[],
  targets: readonly LockedTarget[],
): Promise<Mirrored> => {
  if (inPlace.length === 0) return { stock: Promise.resolve([]), targets };
  const all = inPlace.map((one) => {
    const [main, ...options] = levelsOf(one.change, one.applied.at, one.applied.evidence, one.applied.kept);
    return { ...one, main, options };
  });
  if (!all.every(({ change, options }) => change.kind === 'STOCK_UPDATE' && options.length === 0)) {
    void tx.run(lockLevels, [
      all.map(({ main }) => main.channel),
      all.map(({ main }) => main.productId),
      all.map(({ main }) => main.locationId ?? ''),
    ]);
  }
  const put = tx.run(putApplied, columnsOf(all.map(({ main, operationId }) => ({ ...main, operationId }))));
  // Where nothing depends on which of the changes are the latest, nobody waits to hear it.
  if (inPlace.every(isPlain) && targets.every(({ watermarks }) => watermarks.length === 0))
    return { stock: put.then(keysOf, () => all.map(({ main }) => main)), targets };
  const changed = new Set(keysOf(await put).map(stockKeyText));
  const current = all.filter(({ main }) => changed.has(stockKeyText(main)));

  const options = current.flatMap((one) =>
    one.options.map((level) => ({ ...level, operationId: one.operationId })),
  );
  if (options.length > 0) void tx.run(putApplied, columnsOf(options));
  replaceProducts(
    tx,
    current.flatMap((one) => (one.change.kind === 'PRODUCT_UPDATE' ? [{ ...one, change: one.change }] : [])),
  );

  const byTarget = new Map(
    current.map((one) => [targetName(one.change.channel, writtenTarget(targetOf(one.change))), one]),
  );
  const moved: LockedTarget[] = [];
  const after = targets.map((one) => {
    const inPlaceThere = byTarget.get(targetName(one.channel, one.target));
    if (!inPlaceThere) return one;
    const now = { ...one, watermarks: watermarksOnce(inPlaceThere, one.watermarks) };
    if (now.watermarks.length + one.watermarks.length > 0) moved.push(now);
    return now;
  });
  if (moved.length > 0) {
    void tx.run(putWatermarks, [
      moved.map(({ channel }) => channel),
      moved.map(({ target }) => target),
      moved.map(({ watermarks }) => watermarksText(watermarks)),
    ]);
  }
  const stock = current.flatMap(({ main, options: others }) => [main, ...others]);
  return { stock: Promise.resolve(stock), targets: after };
};

/** Keeps levels that the vendors were asked for, unless something newer is known. */
export const mirrorRead = async (
  { run }: Transaction,
  levels: readonly StockLevel[],
): Promise<readonly StockKey[]> => {
  const newest = new Map<string, StockLevel & { operationId: number }>();
  for (const level of levels) {
    const known = newest.get(stockKeyText(level));
    if (!known || level.observedAt >= known.observedAt)
      newest.set(stockKeyText(level), { ...level, operationId: 0 });
  }
  return newest.size === 0 ? [] : keysOf(await run(putRead, columnsOf([...newest.values()])));
};
