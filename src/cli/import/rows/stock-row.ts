import { parseRfc3339 } from '../../../lib/rfc3339.ts';
import { cutText } from '../../../lib/text.ts';
import { unguard } from '../../files/formula.ts';
import type { SourceRow } from '../file/source-row.ts';
import type { OptionStockInput, StockQuantityInput } from '../generated/graphql.ts';
import { type FieldValues, fields } from './fields.ts';
import { type NumberStyle, readQuantity } from './number.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What a row states beside its target and its quantity. */
export type MoreOfRow = Pick<StockQuantityInput, 'soldOut' | 'memo' | 'observedAt' | 'ifQuantity'>;

/** A row of the file, read. The texts are those that the results repeat. */
export type StockRow = {
  readonly line: number;
  readonly channel: string;
  readonly productId: string;
  readonly locationId: string;
  readonly optionId: string;
  /** As the file has it. */
  readonly quantityText: string;
  /** 0 if the row is refused. */
  readonly quantity: number;
  /** Null if it states nothing else. */
  readonly more: MoreOfRow | null;
  readonly options: readonly OptionStockInput[] | null;
  readonly refusal: Refusal | null;
};

export type RowStyle = NumberStyle & {
  /** Whether an apostrophe before a formula sign is that of an export. */
  readonly isGuarded: boolean;
};

const flags: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'y'].map((text) => [text, true] as const),
  ...['false', '0', 'no', 'n'].map((text) => [text, false] as const),
]);

/** What a spreadsheet makes of a long number. */
const damaged = /^\d+(?:[.,]\d+)?e\+\d+$/iu;

const quoted = (text: string): string => JSON.stringify(cutText(text, 60));

const brokenField = (values: FieldValues): Refusal | null => {
  for (const field of fields)
    if (values[field]?.includes('\uFFFD'))
      return refuse(
        'UNREADABLE_CHARACTER',
        `${field} has bytes that are no character of the encoding. Check --encoding, or the row.`,
      );
  return null;
};

type Ids = Pick<StockRow, 'channel' | 'productId' | 'locationId' | 'optionId'>;

const cleaned = (text: string, { isGuarded }: RowStyle): string => (isGuarded ? unguard(text) : text);

const idRefusal = (row: Ids): Refusal | null => {
  if (row.channel === '') return refuse('MISSING_VALUE', 'The channel is empty.');
  if (row.productId === '') return refuse('MISSING_VALUE', 'The productId is empty.');
  const id = [row.productId, row.locationId, row.optionId].find((text) => damaged.test(text));
  return id === undefined
    ? null
    : refuse(
        'DAMAGED_ID',
        `The id ${quoted(id)} was shortened by a spreadsheet. Format the column as text and export again.`,
      );
};

const flagOf = (text: string): boolean | null => flags.get(text.normalize('NFKC').toLowerCase()) ?? null;

const moreOf = (values: FieldValues, style: RowStyle): MoreOfRow | Refusal => {
  const { soldOut = '', memo = '', observedAt = '', ifQuantity = '' } = values;
  const more: { -readonly [key in keyof MoreOfRow]: MoreOfRow[key] } = {};
  if (memo !== '') more.memo = cleaned(memo, style);
  if (soldOut.trim() !== '') {
    const flag = flagOf(soldOut.trim());
    if (flag === null)
      return refuse('INVALID_VALUE', `soldOut must be true or false, and is ${quoted(soldOut)}.`);
    more.soldOut = flag;
  }
  if (observedAt.trim() !== '') {
    if (parseRfc3339(observedAt.trim()) === null)
      return refuse(
        'INVALID_VALUE',
        `observedAt must be a time with its zone, e.g. 2026-01-22T10:57:00+09:00, and is ${quoted(observedAt)}.`,
      );
    more.observedAt = observedAt.trim();
  }
  if (ifQuantity.trim() !== '') {
    const read = readQuantity(ifQuantity, style);
    if ('refusal' in read) return refuse(read.refusal.code, `ifQuantity: ${read.refusal.message}`);
    more.ifQuantity = read.value;
  }
  return more;
};

/** What a row says about its quantity and the rest, or why it is refused. */
const contentOf = (
  { values, options }: SourceRow,
  ids: Ids,
  style: RowStyle,
): Pick<StockRow, 'quantity' | 'more'> | Refusal => {
  const broken = brokenField(values) ?? idRefusal(ids);
  if (broken) return broken;
  if (options && ids.optionId !== '')
    return refuse('INVALID_VALUE', 'A line has either optionId or options.');
  const read = readQuantity(cleaned(values.quantity ?? '', style), style);
  if ('refusal' in read) return read.refusal;
  const isPlain = !values.memo && !values.soldOut && !values.observedAt && !values.ifQuantity;
  if (isPlain) return { quantity: read.value, more: null };
  const more = moreOf(values, style);
  return 'code' in more ? more : { quantity: read.value, more };
};

/** Reads the values of a row. A row with a wrong value is refused, and its texts stay for the results. */
export const readStockRow = (source: SourceRow, style: RowStyle): StockRow => {
  const { line, values, options } = source;
  const ids: Ids = {
    channel: (values.channel ?? '').trim(),
    productId: cleaned((values.productId ?? '').trim(), style),
    locationId: cleaned((values.locationId ?? '').trim(), style),
    optionId: cleaned((values.optionId ?? '').trim(), style),
  };
  const content = source.refusal ?? contentOf(source, ids, style);
  const isRefused = 'code' in content;
  return {
    line,
    channel: ids.channel,
    productId: ids.productId,
    locationId: ids.locationId,
    optionId: ids.optionId,
    quantityText: values.quantity ?? '',
    quantity: isRefused ? 0 : content.quantity,
    more: isRefused ? null : content.more,
    options,
    refusal: isRefused ? content : null,
  };
};
