import type { OptionStockInput } from '../generated/graphql.ts';
import type { FieldValues } from '../rows/fields.ts';
import type { Refusal } from '../rows/refusal.ts';

/** A row as the file has it. */
export type SourceRow = {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly values: FieldValues;
  /** Only in NDJSON. */
  readonly options: readonly OptionStockInput[] | null;
  /** Why the row cannot be read. */
  readonly refusal: Refusal | null;
};

/** Gives the rows in groups, because one at a time costs as much as the parsing. */
export type RowSource = AsyncGenerator<readonly SourceRow[]>;

export const rowsPerGroup = 500;
