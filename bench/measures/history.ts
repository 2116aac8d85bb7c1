import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import { asChannelId, asProductId } from '../../src/domain/ids.ts';
import type { StockKey } from '../../src/domain/stock.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';
import { median } from '../support/median.ts';
import { newDirectory } from '../support/place.ts';
import { type Line, round } from '../support/table.ts';

/** The entries of the long history. A smaller number makes a shorter measurement. */
const many = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const few = 1_000;
const atOnce = 1_000;
const pages = 300;

const key: StockKey = {
  channel: asChannelId('shop'),
  productId: asProductId('1'),
  locationId: null,
  optionId: null,
};

/** Each observation shows another quantity. One record has one entry for a level, so many records share a commit. */
const fill = async (journal: Journal, entries: number): Promise<void> => {
  for (let first = 0; first < entries; first += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, entries - first) }, (_, at) =>
        journal.recordRead([
          {
            ...key,
            quantity: (first + at) % 1_000,
            soldOut: null,
            observedAt: first + at,
            source: 'VENDOR_READ',
          },
        ]),
      ),
    );
};

/** Reads a page of 100 in the middle, from both directions, and returns the time. */
const readPages = async (journal: Journal, entries: number): Promise<number> => {
  const since = performance.now();
  for (const last of [false, true]) {
    const middle = Math.floor(entries / 2);
    const [page] = await journal.stockHistory([key], {
      after: last ? null : middle,
      before: last ? middle : null,
      limit: 100,
      last,
    });
    if (page?.nodes.length !== 100) throw new Error(`The page has ${page?.nodes.length} entries`);
  }
  return performance.now() - since;
};

/** A page of the history of one level in the embedded store, for a short and for a long history. */
export const history = async (): Promise<Line> => {
  const long = openSqliteJournal(newDirectory());
  const short = openSqliteJournal(newDirectory());
  await fill(long, many);
  await fill(short, few);
  const times: { readonly long: number; readonly short: number }[] = [];
  for (let page = 0; page < pages; page += 1)
    times.push({ long: await readPages(long, many), short: await readPages(short, few) });
  const [ofLong, ofShort] = [median(times.map((one) => one.long)), median(times.map((one) => one.short))];
  await Promise.all([long.close(), short.close()]);
  return {
    what: `two pages of 100 changes of one level with ${round(many)} changes`,
    against: `with ${round(few)}`,
    mark: '≥ 0.8 ×',
    ratio: `${round(ofShort / ofLong, 2)} ×`,
    met: ofShort / ofLong >= 0.8,
    figures: `${round(ofLong, 2)} ms; ${round(ofShort, 2)} ms`,
  };
};
