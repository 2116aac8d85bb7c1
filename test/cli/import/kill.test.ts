import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, vi } from 'vitest';
import { startTestApp, startVendors } from '../../support/app.ts';
import { freePort } from '../../support/free-port.ts';
import { it } from '../../support/process.ts';
import type { Program } from '../../support/program.ts';
import type { Sandbox } from '../../support/sandbox/index.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { atEndOfFile, importsTo, resultsIn, rowsOf } from './support.ts';

const later = atEndOfFile();
let vendors: Sandbox;
let settings: { readonly PORT: string; readonly DATA_DIR: string };
let url: string;

beforeAll(async () => {
  vendors = await startVendors(later);
  settings = { PORT: String(await freePort()), DATA_DIR: await temporaryDirectory(later) };
  ({ url } = await startTestApp(settings, later, vendors));
});

const rows = 300;
const manyRows = 600;
const requests = () => vendors.globalLink.control.requests().length;
const writesOf = (prefix: string) => {
  const counts = new Map<string, number>();
  for (const { target } of vendors.globalLink.control.writes())
    if (target.includes(prefix)) counts.set(target, (counts.get(target) ?? 0) + 1);
  return counts;
};
const until = (wanted: number) =>
  vi.waitFor(() => expect(requests()).toBeGreaterThanOrEqual(wanted), { timeout: 60_000, interval: 10 });

const expectAll = async (path: string, prefix: string, count: number) => {
  const results = await resultsIn(path);
  expect(results.map(({ line, status }) => `${line} ${status}`)).toEqual(
    Array.from({ length: count }, (_, at) => `${at + 2} APPLIED`),
  );
  expect([...writesOf(prefix).values()]).toEqual(Array(count).fill(1));
};

describe('an import that is killed', () => {
  it('at any moment continues, and sends no row twice', async ({ directory, runProgram }) => {
    const file = `${directory}/stock.csv`;
    await writeFile(file, rowsOf(manyRows, 10_000));
    const importing = (): Program =>
      runProgram('src/cli/onshelf.ts', [
        'import',
        'stock',
        file,
        '--url',
        url,
        '--batch',
        '10',
        '--no-check',
      ]);
    vendors.globalLink.control.behave({ latencyMs: 20 });
    for (let kill = 0; kill < 3; kill += 1) {
      const before = requests();
      const { child, ended } = importing();
      await Promise.race([until(before + 1 + Math.floor(Math.random() * 3)), ended]);
      // The answer of the vendor is now on its way back through the gateway.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      child.kill('SIGKILL');
      await ended;
    }
    const { ended, said } = importing();
    expect(await ended, said.err).toBe(0);
    await expectAll(`${file}.results.csv`, 'product-10', manyRows);
  });

  it('by Ctrl-C ends with 130 and says how to continue', async ({ directory, runProgram }) => {
    const file = `${directory}/stock.csv`;
    await writeFile(file, rowsOf(rows, 20_000));
    const args = ['import', 'stock', file, '--url', url, '--batch', '10'];
    const before = requests();
    const { child, ended, said } = runProgram('src/cli/onshelf.ts', args);
    await Promise.race([until(before + 2), ended]);
    child.kill('SIGINT');
    expect(await ended, said.err).toBe(130);
    expect(said.err).toContain('Stopping. Press Ctrl-C again');
    expect(said.err).toContain('Run the same command again to continue');
    const again = runProgram('src/cli/onshelf.ts', args);
    expect(await again.ended, again.said.err).toBe(0);
    await expectAll(`${file}.results.csv`, 'product-20', rows);
  });
});

describe('a gateway that goes away', () => {
  it('is waited for, and accepts each chunk once', async () => {
    const ports = { PORT: String(await freePort()), DATA_DIR: await temporaryDirectory(later) };
    const first = await startTestApp(ports, later, vendors);
    const directory = await temporaryDirectory();
    const before = requests();
    const running = importsTo(first.url, directory)(rowsOf(rows, 30_000), {
      flags: ['--batch', '20', '--no-check'],
    });
    await until(before + 2);
    await first.close(0);
    const second = await startTestApp(ports, later, vendors);
    const { code, err, results } = await running;
    expect(code, err).toBe(0);
    expect(results.map(({ line, status }) => `${line} ${status}`)).toEqual(
      Array.from({ length: rows }, (_, at) => `${at + 2} APPLIED`),
    );
    const answer = await fetch(`${second.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ operations(first: 100) { nodes { itemCount } } }' }),
    });
    expect(await answer.json()).toMatchObject({
      data: { operations: { nodes: Array(rows / 20).fill({ itemCount: 20 }) } },
    });
    await second.close(0);
  });

  it('for too long ends the import, which can be continued', async () => {
    const ports = { PORT: String(await freePort()), DATA_DIR: await temporaryDirectory(later) };
    const first = await startTestApp(ports, later, vendors);
    const directory = await temporaryDirectory();
    const run = importsTo(first.url, directory);
    const flags = ['--batch', '20', '--no-check', '--retry-for', '0'];
    const before = requests();
    const running = run(rowsOf(rows, 40_000), { flags });
    await until(before + 2);
    await first.close(0);
    const { code, err } = await running;
    expect(code).toBe(1);
    expect(err).toContain('does not answer');
    expect(await run(rowsOf(rows, 40_000), { flags })).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('Nothing was sent in this run.') },
    });
    const second = await startTestApp(ports, later, vendors);
    const again = await run(rowsOf(rows, 40_000), { flags });
    expect(again.code, again.err).toBe(0);
    expect(again.results).toHaveLength(rows);
    expect(await readFile(`${directory}/stock.csv.results.csv`, 'utf8')).toMatch(/\n$/u);
    await second.close(0);
  });
});
