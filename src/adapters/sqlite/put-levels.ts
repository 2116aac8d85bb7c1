import type { DatabaseSync } from 'node:sqlite';
import type { OperationId } from '../../domain/ids.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { text } from '../journal/rows.ts';

/** A level and the operation that left it behind. */
export type LeftBehind = { readonly level: StockLevel; readonly operationId: OperationId };

// A change that a later one has followed tells nothing new about the target, however late its outcome comes.
const insert = (rows: string): string => `
  INSERT INTO stock_levels
    (channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id) ${rows}
  ON CONFLICT DO UPDATE SET quantity = excluded.quantity, sold_out = excluded.sold_out,
    observed_at = excluded.observed_at, source = excluded.source, operation_id = excluded.operation_id
  WHERE excluded.operation_id >= operation_id`;

/** From so many on one statement for all costs less than one each: most of what a row costs is to bind its values. */
const worthOneStatement = 4;

const isPlain = ({ level }: LeftBehind): boolean => level.locationId === null && level.optionId === null;

/** Whether they differ in the product and the quantity alone. */
const isAlike = (a: LeftBehind, b: LeftBehind): boolean =>
  a.operationId === b.operationId &&
  a.level.channel === b.level.channel &&
  a.level.soldOut === b.level.soldOut &&
  a.level.observedAt === b.level.observedAt &&
  a.level.source === b.level.source &&
  isPlain(a) &&
  isPlain(b);

/** What is alike stands side by side, but for those that are sold out, and those of which that is not known. */
const groupsAtATime = 3;

const groupsOf = (all: readonly LeftBehind[]): readonly (readonly LeftBehind[])[] => {
  const groups: LeftBehind[][] = [];
  const groupOf = (one: LeftBehind): LeftBehind[] => {
    for (let back = 1; back <= groupsAtATime; back += 1) {
      const group = groups.at(-back);
      if (group?.[0] && isAlike(group[0], one)) return group;
    }
    const group: LeftBehind[] = [];
    groups.push(group);
    return group;
  };
  for (const one of all) groupOf(one).push(one);
  return groups;
};

const soldOutOf = ({ soldOut }: StockLevel): number | null => (soldOut === null ? null : Number(soldOut));

/** Of one level, in the order of the columns. */
export const levelRow = (level: StockLevel, operationId: number) => [
  level.channel,
  level.productId,
  level.locationId ?? '',
  level.optionId ?? '',
  level.quantity,
  soldOutOf(level),
  level.observedAt,
  level.source,
  operationId,
];

/** By product, as JSON. */
const quantitiesText = (group: readonly LeftBehind[]): string => {
  const fields = group.map(({ level }) => `${JSON.stringify(level.productId)}:${level.quantity}`);
  return `{${fields.join()}}`;
};

/** Writes levels, and gives those that are kept. No two of them are of one place. */
export const preparePutLevels = (db: DatabaseSync) => {
  const putOne = db.prepare(insert('VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'));
  const putAlike = db.prepare(
    insert("SELECT ?, k.key, '', '', k.value, ?, ?, ?, ? FROM json_each(?) k WHERE TRUE"),
  );
  const keptOf = db.prepare(`
    SELECT k.key FROM json_each(?) k JOIN stock_levels s
      ON s.channel = ? AND s.product_id = k.key AND s.location_id = '' AND s.option_id = ''
    WHERE s.operation_id = ?`);

  const isKept = ({ level, operationId }: LeftBehind): boolean =>
    putOne.run(...levelRow(level, operationId)).changes !== 0;

  const putGroup = (group: readonly LeftBehind[]): readonly LeftBehind[] => {
    const [first] = group;
    if (!first || group.length < worthOneStatement) return group.filter(isKept);
    const { level, operationId } = first;
    const { channel, observedAt, source } = level;
    const quantities = quantitiesText(group);
    const row = [channel, soldOutOf(level), observedAt, source, operationId, quantities];
    if (putAlike.run(...row).changes === group.length) return group;
    const kept = new Set(keptOf.all(quantities, channel, operationId).map((one) => text(one, 'key')));
    return group.filter((one) => kept.has(one.level.productId));
  };

  return (levels: readonly LeftBehind[]): readonly LeftBehind[] => groupsOf(levels).flatMap(putGroup);
};
