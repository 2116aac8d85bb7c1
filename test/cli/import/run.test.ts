import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { runImport } from '../../../src/cli/import/run.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { runHere } from '../../support/in-process.ts';
import { newKey, writeKeys } from '../../support/keys.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { atEndOfFile, importsTo, resultsIn, rowsOf } from './support.ts';

const later = atEndOfFile();
let app: TestApp;
let folder: string;

const clients = {
  full: {},
  other: {},
  reader: { scopes: ['read'] },
  narrow: { channels: ['smaregi'] },
} as const;

beforeAll(async () => {
  folder = await temporaryDirectory(later);
  const keys = Object.entries(clients).map(([name, rights]) => ({ name, rights, key: newKey() }));
  const file = await writeKeys(
    `${folder}/keys.json`,
    Object.fromEntries(keys.map(({ name, rights, key }) => [name, { ...rights, keys: [key] }])),
  );
  for (const { name, key } of keys) await writeFile(`${folder}/${name}`, `${key.key}\n`);
  await writeFile(`${folder}/wrong`, newKey().key);
  const rates = { RATE_ITEMS_PER_SECOND: '1000', RATE_ITEMS_BURST: '1000' };
  app = await startTestApp({ API_KEYS_FILE: file, ...rates }, later);
});

type Client = keyof typeof clients | 'wrong';
/** An import of this client in a folder of its own. */
const clientOf = async (name: Client = 'full') => {
  const directory = await temporaryDirectory();
  return { directory, run: importsTo(app.url, directory, `${folder}/${name}`) };
};
const vendor = () => app.sandbox.globalLink.control;
/** How often the vendor applied a value to each product with this prefix. */
const writesOf = (prefix: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { target } of vendor().writes())
    if (target.includes(prefix)) counts.set(target, (counts.get(target) ?? 0) + 1);
  return counts;
};
const statuses = (results: readonly { readonly [column: string]: string }[]) =>
  results.map(({ line, status, code }) => [line, status, code].join(' ').trim());
const head = 'channel,productId,quantity\n';

describe('onshelf import stock', () => {
  it('checks the file, sends it, and reports each row in the order of the file', async () => {
    const { run } = await clientOf();
    const { code, err, results } = await run(
      `${head.trim()},shelf\nglobal-link,product-a1,5,x\nglobal-link,missing-001,3,y\nglobal-link,product-a2,"1,204",z\n`,
    );
    expect(code).toBe(3);
    expect(err).toContain('CSV, utf-8, divided by ","');
    expect(err).toContain('Columns that are not used: shelf. ');
    expect(err).toContain('--map "shelf=locationId"');
    expect(err.indexOf('shelf')).toBeLessThan(err.indexOf('Checking'));
    expect(err.indexOf('Checked 3 rows')).toBeLessThan(err.indexOf('Imported 3 rows'));
    expect(err).toMatch(/Sending {2}█+ 100 % {2}3 of 3 rows {2}[\d,]+ rows\/s {2}0s left/u);
    expect(err).toMatch(/1 {2}PRODUCT_NOT_FOUND {2}first on line 3/u);
    expect(statuses(results)).toEqual(['2 APPLIED', '3 FAILED PRODUCT_NOT_FOUND', '4 APPLIED']);
    expect(results[2]).toMatchObject({ channel: 'global-link', productId: 'product-a2', quantity: '1204' });
    expect(results[1]?.['message']).toContain('missing-001');
    expect(
      vendor()
        .writes()
        .find(({ target }) => target.includes('product-a2'))?.value,
    ).toMatchObject({
      stockQuantity: 1204,
    });
  });

  it('sends nothing if the check refuses a row, unless --partial is given', async () => {
    const { run } = await clientOf();
    const text = `${head}global-link,product-b1,5\nnowhere,product-b2,5\nglobal-link,product-b3,1.5\n`;
    const refused = await run(text);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('Nothing was sent.');
    expect(statuses(refused.results)).toEqual([
      '2 VALID',
      '3 FAILED UNKNOWN_CHANNEL',
      '4 REFUSED INVALID_QUANTITY',
    ]);
    expect(writesOf('product-b').size).toBe(0);
    const partial = await run(text, { flags: ['--partial'] });
    expect(partial.code).toBe(3);
    expect(statuses(partial.results)).toEqual([
      ...['2 APPLIED', '3 FAILED UNKNOWN_CHANNEL', '4 REFUSED INVALID_QUANTITY'],
    ]);
    expect([...writesOf('product-b').values()]).toEqual([1]);
  });

  it('only checks with --dry-run, and does without the check with --no-check', async () => {
    const { run, directory } = await clientOf();
    const dry = await run(rowsOf(3, 1000), { flags: ['--dry-run'] });
    expect(dry).toMatchObject({
      code: 0,
      results: [{ status: 'VALID' }, { status: 'VALID' }, { status: 'VALID' }],
    });
    expect(writesOf('product-100').size).toBe(0);
    expect((await readdir(directory)).toSorted()).toEqual(['stock.csv', 'stock.csv.check.csv']);
    const sent = await run(rowsOf(3, 1000), { flags: ['--no-check'] });
    expect(sent.code).toBe(0);
    expect(sent.err).not.toContain('Checked');
    expect((await readdir(directory)).toSorted()).toEqual([
      ...['stock.csv', 'stock.csv.check.csv', 'stock.csv.results.csv', 'stock.csv.results.csv.state'],
    ]);
  });

  it('sends options, memos, and NDJSON, and writes results as NDJSON', async () => {
    const { run, directory } = await clientOf();
    const csv = `productId,optionId,quantity,memo\nproduct-c1,,9,"=1+1, ""x"""\nproduct-c1,opt-1,4,\nproduct-c1,opt-2,5,\n`;
    const { code, results } = await run(csv, { flags: ['--set', 'channel=global-link'] });
    expect(code).toBe(0);
    expect(results.map(({ line, status, optionId }) => [line, status, optionId])).toEqual([
      ...[
        ['2', 'APPLIED', ''],
        ['3', 'APPLIED', 'opt-1'],
        ['4', 'APPLIED', 'opt-2'],
      ],
    ]);
    const options = [{ optionId: 'opt-1', quantity: 4 }];
    const line = JSON.stringify({ channel: 'global-link', productId: 'product-c2', quantity: 4, options });
    const results2 = `${directory}/done.ndjson`;
    const ndjson = await run(`${line}\n`, { name: 'a.ndjson', flags: ['--results', results2] });
    expect(ndjson.code).toBe(0);
    expect(JSON.parse(await readFile(results2, 'utf8'))).toMatchObject({
      line: 1,
      status: 'APPLIED',
      quantity: 4,
    });
  });

  it('applies several rows of one target in their order', async () => {
    const { run } = await clientOf();
    const rows = Array.from({ length: 30 }, (_, at) => `global-link,product-d,${at}\n`).join('');
    const { code, results } = await run(`${head}${rows}`, { flags: ['--batch', '10'] });
    expect(code).toBe(0);
    expect(results.every(({ status }) => status === 'APPLIED' || status === 'SUPERSEDED')).toBe(true);
    expect(
      vendor()
        .writes()
        .findLast(({ target }) => target.includes('product-d'))?.value,
    ).toMatchObject({
      stockQuantity: 29,
    });
  });

  it('waits when the rate of the client is used up', async () => {
    const { run } = await clientOf('other');
    const { code, results } = await run(rowsOf(2_200, 2_000), { flags: ['--no-check', '--batch', '400'] });
    expect(code).toBe(0);
    expect(results).toHaveLength(2_200);
    expect(results.every(({ status }) => status === 'APPLIED')).toBe(true);
  });

  it('imports a file once, and again only if asked to', async () => {
    const { run, directory } = await clientOf();
    const text = rowsOf(2, 5000);
    expect((await run(text)).code).toBe(0);
    const second = await run(text);
    expect(second.code).toBe(4);
    expect(second.err).toContain('--again');
    expect(second.results).toHaveLength(2);
    // The gateway knows it, too, if the state is lost.
    const elsewhere = await run(text, { flags: ['--results', `${directory}/other.csv`] });
    expect(elsewhere.code).toBe(4);
    expect(elsewhere.err).toContain('accepted the first rows of this file before at 20');
    expect((await readdir(directory)).filter((name) => name.startsWith('other.csv.'))).toEqual([]);
    const resumed = await run(text, { flags: ['--results', `${directory}/lost.csv`, '--resume'] });
    expect(resumed).toMatchObject({ code: 0, results: [{ status: 'APPLIED' }, { status: 'APPLIED' }] });
    expect([...writesOf('product-500').values()]).toEqual([1, 1]);
    expect((await run(text, { flags: ['--again'] })).code).toBe(0);
    expect([...writesOf('product-500').values()]).toEqual([2, 2]);
    // A file with other rows is another import.
    const changed = await run(rowsOf(3, 5000));
    expect(changed.code).toBe(0);
    expect(changed.results).toHaveLength(3);
  });

  it.for<readonly [Client, RegExp]>([
    ['wrong', /\(UNAUTHENTICATED\).*The key of --key-file is missing, wrong or expired/u],
    ['reader', /\(FORBIDDEN\).*also stock:write/u],
  ])('with the key of the client %s stops before it sends', async ([name, reason]) => {
    const { run, directory } = await clientOf(name);
    const { code, err } = await run(rowsOf(1, 6000));
    expect(code).toBe(2);
    expect(err).toMatch(reason);
    expect(err).toContain('Nothing was sent.');
    expect(await readdir(directory)).toEqual(['stock.csv']);
  });

  it('refuses the rows of a channel that the key does not have', async () => {
    const { run } = await clientOf('narrow');
    const { code, results } = await run(rowsOf(1, 6100));
    expect(code).toBe(3);
    expect(statuses(results)).toEqual(['2 FAILED UNKNOWN_CHANNEL']);
  });

  it('says that an address has no gateway', async () => {
    const directory = await temporaryDirectory();
    const none = importsTo('http://127.0.0.1:1', directory);
    expect(await none(rowsOf(1), { flags: ['--retry-for', '0'] })).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('http://127.0.0.1:1/graphql does not answer') },
    });
    const other = importsTo(`${app.url}/healthz`, directory);
    expect(await other(rowsOf(1))).toMatchObject({ code: 2, err: expect.stringContaining('Check --url') });
  });

  it('does not overwrite another file, and says where results cannot be written', async () => {
    const { run, directory } = await clientOf();
    await writeFile(`${directory}/mine.csv`, 'my,own\n');
    await mkdir(`${directory}/folder`);
    for (const [results, reason] of [
      [`${directory}/mine.csv`, 'has no results of an import'],
      [`${directory}/folder`, 'has no results of an import'],
      [`${directory}/missing/results.csv`, 'missing/results.csv.state cannot be used'],
    ] as const) {
      const { code, err } = await run(rowsOf(1, 6200), { flags: ['--results', results] });
      expect(code).toBe(2);
      expect(err).toContain(reason);
    }
    expect(await readFile(`${directory}/mine.csv`, 'utf8')).toBe('my,own\n');
    expect(writesOf('product-6200').size).toBe(0);
  });

  it('takes a file without rows', async () => {
    const { run } = await clientOf();
    expect(await run(head)).toMatchObject({
      code: 0,
      results: [],
      err: expect.stringContaining('Imported 0 rows'),
    });
    expect(await run('', { name: 'empty.csv' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('is empty'),
    });
  });

  it.for([
    [[], 'Give one file'],
    [['products', 'a.csv'], 'products cannot be imported'],
    [['stock', 'a.xlsx'], 'Save it as CSV'],
    [['stock', 'a.dat'], 'says no format'],
    [['stock', 'a.csv', '--batch', '2000'], '--batch must be at most 1000'],
    [['stock', 'a.csv', '--encoding', 'klingon'], '--encoding must be the name of an encoding'],
    [['stock', 'a.csv', '--map', 'sku'], 'must be column=field'],
    [['stock', 'a.csv', '--set', 'quantity=1'], 'must be field=value'],
    [['stock', 'a.csv', '--dry-run', '--no-check'], 'contradict each other'],
    [['stock', 'a.csv', '--surprise'], '--surprise'],
    [['stock', 'a.csv', '--url', 'ftp://x'], '--url must be an http'],
    [['stock', 'a.csv', '--key-file', '/nowhere'], '--key-file'],
  ] as const)('refuses the arguments %j', async ([args, reason]) => {
    const { code, err } = await runHere(runImport, args);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });
});

describe('an interrupted import', () => {
  /** Starts an import of 100 rows, and stops it when the vendor has received the first of them. */
  const interrupted = async (from: number, more: readonly string[] = []) => {
    const { run, directory } = await clientOf();
    const flags = ['--batch', '10', '--no-check', ...more];
    const text = rowsOf(100, from);
    if (more.includes('--again')) expect((await run(text)).code).toBe(0);
    const before = vendor().requests().length;
    const release = vendor().hold('answers');
    const running = run(text, { flags });
    await vi.waitFor(() => expect(vendor().requests().length).toBeGreaterThan(before), { timeout: 60_000 });
    process.emit('SIGINT');
    release();
    const { code, err, results } = await running;
    expect(code).toBe(130);
    expect(err).toContain('Run the same command again');
    expect(results.length).toBeLessThan(100);
    return { run, directory, flags, text };
  };

  it('is continued by the same command, and sends no row twice', async () => {
    const { run, flags, text } = await interrupted(7000);
    const { code, err, results } = await run(text, { flags });
    expect(code).toBe(0);
    expect(err).toContain('Continuing the import of 20');
    expect(statuses(results)).toEqual(Array.from({ length: 100 }, (_, at) => `${at + 2} APPLIED`));
    expect([...writesOf('product-70').values()]).toEqual(Array(100).fill(1));
  });

  it('that --again began is continued by the same command, and then begun anew', async () => {
    const { run, flags, text } = await interrupted(7400, ['--again']);
    const continued = await run(text, { flags });
    expect(continued).toMatchObject({ code: 0, err: expect.stringContaining('Continuing the import of 20') });
    expect(continued.results).toHaveLength(100);
    expect([...writesOf('product-74').values()]).toEqual(Array(100).fill(2));
    const anew = await run(text, { flags });
    expect(anew).toMatchObject({ code: 0, err: expect.not.stringContaining('Continuing') });
    expect([...writesOf('product-74').values()]).toEqual(Array(100).fill(3));
  });

  it('is not continued by --again, which sends the whole file as a new import', async () => {
    const { run, flags, text } = await interrupted(7500);
    expect(await run(text, { flags: [...flags, '--again'] })).toMatchObject({
      ...{ code: 0, err: expect.not.stringContaining('Continuing') },
    });
    expect([...writesOf('product-75').values()].every((count) => count >= 1)).toBe(true);
    expect([...writesOf('product-75').values()]).toContain(2);
  });

  it('is not continued with another file, other flags, or the key of another client', async () => {
    const { run, flags, text, directory } = await interrupted(7100);
    expect(await run(`${text}global-link,product-7,1\n`, { flags })).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('the file has changed') },
    });
    expect(await run(text, { flags: [...flags, '--thousands', '.'] })).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('the flags are different') },
    });
    const stolen = await importsTo(app.url, directory, `${folder}/other`)(text, { flags });
    expect(stolen.code).toBe(2);
    expect(stolen.err).toMatch(/does not have the operation|it had another API key/u);
    expect(stolen.err).toMatch(/Nothing was sent|start anew/u);
    expect((await run(text, { flags })).code).toBe(0);
    expect([...writesOf('product-71').values()]).toEqual(Array(100).fill(1));
  });

  it('is refused with damaged results or state, and continued when they are deleted', async () => {
    const { run, flags, text, directory } = await interrupted(7200);
    const results = `${directory}/stock.csv.results.csv`;
    const [first = ''] = (await readFile(results, 'utf8')).split('\n');
    await writeFile(results, `${first}\n1,"x"y\n`);
    expect(await run(text, { flags })).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('damaged after 0 results. Delete it') },
    });
    await rm(results);
    await writeFile(`${results}.state`, 'x'.repeat(5000));
    expect(await run(text, { flags })).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('results.csv.state cannot be used') },
    });
    await rm(`${results}.state`);
    expect((await run(text, { flags: [...flags, '--resume'] })).code).toBe(0);
    expect([...writesOf('product-72').values()]).toEqual(Array(100).fill(1));
  });

  it('is not started twice at the same time', async () => {
    const { run } = await clientOf();
    const before = vendor().requests().length;
    const release = vendor().hold('answers');
    const first = run(rowsOf(5, 7300));
    await vi.waitFor(() => expect(vendor().requests().length).toBeGreaterThan(before), { timeout: 60_000 });
    const second = await run(rowsOf(5, 7300));
    release();
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('Another process is writing') });
    expect((await first).code).toBe(0);
    expect([...writesOf('product-730').values()]).toEqual(Array(5).fill(1));
    expect(await resultsIn(`${(await first).path}.results.csv`)).toHaveLength(5);
  });
});
