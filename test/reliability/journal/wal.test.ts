import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { apply } from '../../contract/journal/given.ts';
import { stockOf } from '../../support/changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { amount, seedOf, timeFor } from '../support/scale.ts';

const images = amount(12, 2_000);
const seed = seedOf(20_260_705);
const operations = 25;

/** The files on the disk while a journal with `operations` in its log is open. */
const crashImage = async (): Promise<string> => {
  const directory = await temporaryDirectory();
  const journal = openSqliteJournal(join(directory, 'live'));
  for (let at = 1; at <= operations; at += 1) await apply(journal, stockOf(String(at), at));
  const image = join(directory, 'image');
  cpSync(join(directory, 'live'), image, { recursive: true, filter: (path) => !/-shm$|\.lock$/u.test(path) });
  await journal.close();
  return image;
};

/** The log's file is longer than the log. */
const writtenLength = (file: Buffer): number => file.findLastIndex((byte) => byte !== 0) + 1;

/** Opens it as a start does. Returns the operations that it contains and the errors that SQLite finds. */
const reopen = async (directory: string) => {
  const journal = openSqliteJournal(directory);
  await journal.recover();
  const db = new DatabaseSync(join(directory, 'journal.sqlite'), { readOnly: true });
  const held = db
    .prepare(`
      SELECT id, json_array_length(items) AS items, item_count FROM operations ORDER BY id`)
    .all();
  const damage = db.prepare('PRAGMA integrity_check').get();
  db.close();
  await journal.close();
  return { held, damage };
};

describe('a write-ahead log that is cut short or damaged', () => {
  it.for([
    { name: 'cut off', spoil: (file: string, at: number) => truncateSync(file, at) },
    {
      name: 'ends with garbage',
      spoil: (file: string, at: number) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0xa5, at));
      },
    },
    {
      name: 'ends with zeros',
      spoil: (file: string, at: number) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0, at));
      },
    },
  ])(
    '($name) opens, passes the integrity check and holds what was written before',
    { timeout: timeFor(images, 100) },
    async ({ spoil }) => {
      const image = await crashImage();
      const home = await temporaryDirectory();
      const length = writtenLength(readFileSync(join(image, 'journal.sqlite-wal')));
      let number = 0;
      const property = fc.asyncProperty(fc.nat({ max: length }), async (at) => {
        number += 1;
        const directory = join(home, String(number));
        cpSync(image, directory, { recursive: true });
        spoil(join(directory, 'journal.sqlite-wal'), at);
        const { held, damage } = await reopen(directory);
        expect(damage).toEqual({ integrity_check: 'ok' });
        expect(held).toEqual(held.map((_, index) => ({ id: index + 1, items: 1, item_count: 1 })));
        if (at === length) expect(held).toHaveLength(operations);
      });
      await fc.assert(property, { numRuns: images, seed, examples: [[length], [0]] });
    },
  );
});
