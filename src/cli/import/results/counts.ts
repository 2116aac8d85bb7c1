import { isTrouble, type Outcome } from '../send/outcome.ts';

export type Trouble = { count: number; readonly line: number; readonly message: string };

/** How many rows ended how, with the first row of each kind of trouble. */
export type Counts = {
  rows: number;
  readonly statuses: Map<string, number>;
  /** By code, or by status where there is no code. */
  readonly troubles: Map<string, Trouble>;
};

export const noCounts = (): Counts => ({ rows: 0, statuses: new Map(), troubles: new Map() });

export const countRow = (
  counts: Counts,
  line: number,
  { status, code, message }: Pick<Outcome, 'status' | 'code' | 'message'>,
): void => {
  counts.rows += 1;
  counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
  if (!isTrouble(status)) return;
  const kind = code || status;
  const known = counts.troubles.get(kind);
  if (known) known.count += 1;
  else counts.troubles.set(kind, { count: 1, line, message });
};

export const hasTrouble = ({ troubles }: Counts): boolean => troubles.size > 0;
