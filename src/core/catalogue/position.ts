import { z } from 'zod';
import { parseJson } from '../../lib/json/json.ts';
import type { CatalogueKind } from '../../ports/journal/catalogue.ts';

const kinds = ['locations', 'products', 'levels'] as const satisfies readonly CatalogueKind[];

const time = z.number().nullable();

/**
 * How far the poll of a channel is. The journal stores it with the rows that were read, so that a poll continues at the
 * same page after a crash. Times of `since` are by the vendor's clock, the others by the gateway's.
 */
const position = z.object({
  /** The number of the newest full pass, from 1. */
  pass: z.number(),
  /** The full pass that runs. Null between two passes. */
  full: z
    .object({
      kind: z.enum(kinds),
      after: z.string().nullable(),
      /** The whole list was read. The rows that were not on it are checked next. */
      isRead: z.boolean(),
      startedAt: z.number(),
      newest: z.object({ products: time, levels: time }),
    })
    .nullable(),
  /** When the last full pass that ended was started. */
  fullPassAt: time,
  /** Rows that changed at this time or later are read next. Null before the first full pass has ended. */
  since: z.object({ products: time, levels: time }),
});

export type Position = z.output<typeof position>;
export type FullPass = NonNullable<Position['full']>;

const beforeFirst: Position = {
  pass: 0,
  full: null,
  fullPassAt: null,
  since: { products: null, levels: null },
};

/** A text of another version counts as none: the poll begins with a full pass. */
export const positionFrom = (text: string | null): Position => {
  const parsed = text === null ? null : position.safeParse(parseJson(text));
  return parsed?.success ? parsed.data : beforeFirst;
};

export const positionText = (one: Position): string => JSON.stringify(one);

export const isFullPassDue = ({ full, fullPassAt }: Position, now: number, everyMs: number): boolean =>
  full === null && (fullPassAt === null || now - fullPassAt >= everyMs || now < fullPassAt);

export const beginFullPass = (before: Position, now: number): Position => ({
  ...before,
  pass: before.pass + 1,
  full: {
    kind: 'locations',
    after: null,
    isRead: false,
    startedAt: now,
    newest: { products: null, levels: null },
  },
});

/** Rows with a later time than this were not changed by a correct clock, even if the clocks differ by hours. */
const longestDifferenceMs = 24 * 3_600_000;

const newerOf = (known: number | null, found: number | null, now: number): number | null => {
  if (found === null || found > now + longestDifferenceMs) return known;
  return known === null || found > known ? found : known;
};

type Page = { readonly next: string | null; readonly newestChange: number | null };

/** The full pass after a page of its list. */
export const afterPage = (
  before: Position,
  full: FullPass,
  { next, newestChange }: Page,
  now: number,
): Position => ({
  ...before,
  full: {
    ...full,
    after: next,
    isRead: next === null,
    newest:
      full.kind === 'locations'
        ? full.newest
        : { ...full.newest, [full.kind]: newerOf(full.newest[full.kind], newestChange, now) },
  },
});

/** The full pass after the rows that were missing on a list have been checked. */
export const afterCheck = (before: Position, full: FullPass): Position => {
  const next = kinds[kinds.indexOf(full.kind) + 1];
  if (next) return { ...before, full: { ...full, kind: next, after: null, isRead: false } };
  // A vendor that states no times of change is read from a day before the pass.
  const from = full.startedAt - longestDifferenceMs;
  return {
    ...before,
    full: null,
    fullPassAt: full.startedAt,
    since: {
      products: full.newest.products ?? before.since.products ?? from,
      levels: full.newest.levels ?? before.since.levels ?? from,
    },
  };
};

/** The position after all rows of a kind that changed were read. */
export const afterChanges = (
  before: Position,
  kind: 'products' | 'levels',
  newestChange: number | null,
  now: number,
): Position => ({
  ...before,
  since: { ...before.since, [kind]: newerOf(before.since[kind], newestChange, now) },
});
