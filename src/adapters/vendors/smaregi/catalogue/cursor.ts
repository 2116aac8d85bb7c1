import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../../../lib/json/json.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The vendor accepts at most 31 days between `upd_date_time-from` and `-to`. A window is a day shorter. */
const windowMs = 30 * dayMs;

/** A longer time needs more calls in windows than a list of usual length in full. */
const mostWindows = 13;

/** A window begins this much earlier, because a row may become visible after its own time of change. */
const overlapMs = 5 * minuteMs;

/** The times of change that a page must have, in milliseconds by the vendor's clock. */
export type Window = { readonly from: number; readonly to: number };

/** The position in a list. */
export type Cursor = {
  /** From 1. */
  readonly page: number;
  /** Null for the list of all rows. */
  readonly window: Window | null;
  /** The end of the last window. */
  readonly end: number | null;
  /** The fingerprint of the page before; null for the first page of a window. */
  readonly before: string | null;
};

export const wholeList: Cursor = { page: 1, window: null, end: null, before: null };

const windowFrom = (from: number, end: number): Cursor => ({
  page: 1,
  window: { from, to: Math.min(from + windowMs, end) },
  end,
  before: null,
});

/**
 * The first page of the rows that changed since a time. A vendor's clock may be ahead by `toleranceMs`, so the last
 * window ends that much in the future. After a very long time, the whole list is read.
 */
export const changedSinceCursor = (changedSince: number, now: number, toleranceMs: number): Cursor => {
  const from = changedSince - overlapMs;
  const end = Math.max(now, changedSince) + toleranceMs;
  return end - from > mostWindows * windowMs ? wholeList : windowFrom(from, end);
};

/** The position after a full page. */
export const nextPage = (cursor: Cursor, fingerprint: string): Cursor => ({
  ...cursor,
  page: cursor.page + 1,
  before: fingerprint,
});

/** The position after the last page of a window; null after the last window. */
export const nextWindow = ({ window, end }: Cursor): Cursor | null =>
  window === null || end === null || window.to >= end ? null : windowFrom(window.to, end);

/** Equal for pages with the same ids in the same order. */
export const fingerprintOf = (ids: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(ids)).digest('base64url').slice(0, 22);

const time = z.int();
const cursorText = z
  .tuple([z.int().min(1), z.tuple([time, time]).nullable(), time.nullable(), z.string().max(22).nullable()])
  .transform(
    ([page, window, end, before]): Cursor => ({
      page,
      window: window && { from: window[0], to: window[1] },
      end,
      before,
    }),
  );

export const encodeCursor = ({ page, window, end, before }: Cursor): string =>
  JSON.stringify([page, window && [window.from, window.to], end, before]);

/** Null for a text that this version did not write. */
export const decodeCursor = (text: string): Cursor | null =>
  cursorText.safeParse(parseJson(text)).data ?? null;
