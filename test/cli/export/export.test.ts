import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { runExport } from '../../../src/cli/export/run.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { runHere } from '../../support/in-process.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { atEndOfFile, importsTo } from '../import/support.ts';

const later = atEndOfFile();
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({}, later);
  const query = '{ channel(key: "smaregi") { health { catalogSyncedAt } } }';
  const isRead = async () => {
    const answer = await fetch(`${app.url}/graphql`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) },
    });
    expect(await answer.json()).toMatchObject({
      data: { channel: { health: { catalogSyncedAt: expect.any(String) } } },
    });
  };
  await vi.waitFor(isRead, { timeout: 60_000, interval: 50 });
});

const exportTo = async (out: string, list: string, ...flags: readonly string[]) => {
  const said = await runHere(runExport, [list, '--url', app.url, '--out', out, ...flags]);
  return { ...said, text: await readFile(out, 'utf8').catch(() => '') };
};

const records = (text: string): readonly { readonly [column: string]: string }[] =>
  parse(text, { columns: true, bom: true });

describe('onshelf export', () => {
  it('writes products of several pages, as CSV and as NDJSON', async () => {
    const directory = await temporaryDirectory();
    const csv = await exportTo(`${directory}/products.csv`, 'products');
    expect(csv).toMatchObject({ code: 0, err: expect.stringMatching(/Wrote [\d,]+ rows to/u) });
    const rows = records(csv.text);
    expect(rows.length).toBeGreaterThan(99);
    expect(new Set(rows.map(({ productId }) => productId)).size).toBe(rows.length);
    expect(rows[0]).toMatchObject({ channel: 'smaregi', currency: 'JPY', source: 'VENDOR_READ' });
    const { text } = await exportTo(`${directory}/products.ndjson`, 'products');
    const objects = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects.map(({ productId }) => productId)).toEqual(rows.map(({ productId }) => productId));
    expect(objects[0]).toMatchObject({ name: rows[0]?.['name'], currency: 'JPY' });
    expect(await readdir(directory)).toHaveLength(2);
  });

  it('writes stock that an import takes again, more than a page, filtered', async () => {
    const directory = await temporaryDirectory();
    const all = await exportTo(`${directory}/all.csv`, 'stock', '--channel', 'smaregi');
    const rows = records(all.text);
    expect(rows.length).toBeGreaterThan(200);
    const { code, err } = await importsTo(app.url, directory)(all.text, { flags: ['--dry-run'] });
    expect(code, err).toBe(0);
    expect(err).toContain(`Checked ${rows.length} rows`);
    const few = await exportTo(
      `${directory}/few.csv`,
      'stock',
      '--filter',
      '{"locationIds":["8"],"quantity":{"max":5}}',
    );
    const found = records(few.text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ locationId, quantity }) => locationId === '8' && Number(quantity) <= 5)).toBe(true);
  });

  it('writes stock of options that an import takes again', async () => {
    const directory = await temporaryDirectory();
    const run = importsTo(app.url, directory);
    const text =
      'channel,productId,optionId,quantity\nglobal-link,product-x,,9\nglobal-link,product-x,opt-2,4\nglobal-link,product-x,opt-1,5\nglobal-link,product-w,,1\n';
    expect((await run(text)).code).toBe(0);
    const exported = await exportTo(`${directory}/stock.csv`, 'stock', '--channel', 'global-link');
    expect(records(exported.text)).toHaveLength(4);
    const again = await run(exported.text, { name: 'stock.csv' });
    expect(again.code, again.err).toBe(0);
    expect(again.results.map(({ status }) => status)).toEqual(Array(4).fill('APPLIED'));
  });

  it('guards a spreadsheet against formulas, and loses nothing on the way back', async () => {
    const directory = await temporaryDirectory();
    const ids = ['product-=1', '-product', '=product+1', '@product', '+1', '"q",x'];
    const text = ids
      .map((productId) => `${JSON.stringify({ channel: 'global-link', productId, quantity: 1 })}\n`)
      .join('');
    const flags = ['--no-check', '--results', `${directory}/ids.csv`];
    const sent = await importsTo(app.url, directory)(text, { name: 'ids.ndjson', flags });
    const cells = sent.results.map(({ productId }) => productId);
    expect(cells, sent.err).toEqual(['product-=1', "'-product", "'=product+1", "'@product", "'+1", '"q",x']);
    const again = await importsTo(app.url, directory)(
      `channel,productId,quantity\n${cells.map((id) => `global-link,"${id?.replaceAll('"', '""')}",1\n`).join('')}`,
      { name: 'again.csv', flags: ['--no-check', '--results', `${directory}/again.ndjson`] },
    );
    expect(again.code).toBe(sent.code);
    const lines = (await readFile(`${directory}/again.ndjson`, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).productId)).toEqual(ids);
  });

  it('writes operations, newest first', async () => {
    const directory = await temporaryDirectory();
    const run = importsTo(app.url, directory);
    const text = `channel,productId,quantity\n${Array.from({ length: 120 }, (_, at) => `global-link,product-o${at},1\n`).join('')}`;
    expect((await run(text, { flags: ['--no-check', '--batch', '1'] })).code).toBe(0);
    const { text: written } = await exportTo(`${directory}/operations.csv`, 'operations', '--bom');
    expect(written.startsWith('\uFEFF')).toBe(true);
    const rows = records(written);
    expect(rows.length).toBeGreaterThan(119);
    expect(rows[0]).toMatchObject({
      kind: 'STOCK_SET',
      status: 'COMPLETED',
      itemCount: '1',
      appliedCount: '1',
    });
    const times = rows.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const none = await exportTo(
      `${directory}/none.csv`,
      'operations',
      '--filter',
      '{"createdBefore":"2000-01-01T00:00:00Z"}',
    );
    expect(records(none.text)).toEqual([]);
  });

  it('leaves the earlier file where a request fails', async () => {
    const directory = await temporaryDirectory();
    const out = `${directory}/stock.csv`;
    await writeFile(out, 'earlier\n');
    const { code, err, text } = await exportTo(out, 'stock', '--filter', '{"nothing":1}');
    expect(code).toBe(2);
    expect(err).toContain('nothing');
    expect(err).toContain('Nothing was written.');
    expect(text).toBe('earlier\n');
    expect(await readdir(directory)).toEqual(['stock.csv']);
    await mkdir(`${directory}/folder.csv`);
    expect(await exportTo(`${directory}/folder.csv`, 'stock')).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('is a folder') },
    });
    expect((await exportTo(`${directory}/missing/a.csv`, 'stock')).code).toBe(2);
  });

  it.for([
    [[], 'Name one list'],
    [['skus', '--out', 'a.csv'], 'Name one list'],
    [['stock'], 'Give the file with --out'],
    [['stock', '--out', 'a.pdf'], 'says no format'],
    [['stock', '--out', 'a.csv', '--filter', '['], '--filter is not JSON'],
    [['stock', '--out', 'a.csv', '--filter', '[]'], '--filter must be a JSON object'],
    [['stock', '--out', 'a.csv', '--retry-for', 'x'], '--retry-for'],
  ] as const)('refuses the arguments %j', async ([args, reason]) => {
    const { code, err } = await runHere(runExport, args);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });
});
