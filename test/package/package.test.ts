import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { outcomeOf, setStock, until } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';
import type { Program } from '../support/program.ts';
import { packAndInstall, run } from './installed.ts';

// Several processes, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000 });

const onshelf = 'node_modules/.bin/onshelf';
let directory = '';
let folder = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'onshelf-package-'));
  folder = await packAndInstall(directory);
}, 240_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

const start = (command: readonly string[], settings: Readonly<Record<string, string>> = {}): Program => {
  const program = run(folder, command, settings);
  onTestFinished(async () => {
    program.child.kill('SIGKILL');
    await program.ended;
  });
  return program;
};

/** Runs a program until it ends. Gives its exit code and its output. */
const outcome = async (command: readonly string[], settings: Readonly<Record<string, string>> = {}) => {
  const { said, ended } = start(command, settings);
  const code = await ended;
  return { code, ...said };
};

/** Makes the running Node.js look too old. */
const asOldNode = async (version = '20.1.0'): Promise<readonly string[]> => {
  const file = join(folder, 'old.cjs');
  await writeFile(
    file,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  return [process.execPath, '--require', file, 'node_modules/onshelf/bin/onshelf.cjs'];
};

const commandLineOf = ({ child }: Program): string =>
  execFileSync('ps', ['-o', 'args=', '-p', String(child.pid)], { encoding: 'utf8' });

const serving = async ({ said, ended }: Program): Promise<string> => {
  const early = ended.then((end) => {
    throw new Error(`It ended with ${end}: ${said.err}`);
  });
  early.catch(() => {});
  const ready = until(
    () => /ready at (?<url>http:\S+)\/graphql/u.exec(said.out)?.groups?.['url'] ?? '',
    (url) => url !== '',
    30_000,
  );
  return Promise.race([ready, early]);
};

describe('the package, installed into an empty folder', () => {
  test('contains what is needed to run, and no sources', async () => {
    const inside = join(folder, 'node_modules/onshelf');
    expect((await readdir(inside)).toSorted()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'bin',
        'dist',
        'docs',
        'ops',
        'package.json',
        'schema.graphql',
      ].toSorted(),
    );
    const files = await readdir(inside, { recursive: true });
    expect(files.filter((file) => file.endsWith('.ts'))).toEqual([]);
  });

  test('serves, applies, shows GraphiQL, keeps its journal in the current folder, and stops', async () => {
    const program = start([onshelf], { PORT: '0' });
    const url = await serving(program);
    expect((await setStock(url, [globalLinkStock('product-001', 12)])).results.map(outcomeOf)).toEqual([
      'APPLIED',
    ]);
    const page = await (await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('GraphiQL');
    expect(existsSync(join(folder, '.data/sandbox/journal.sqlite'))).toBe(true);
    // As in npm start.
    expect(commandLineOf(program)).toContain(' --max-semi-space-size=16 ');
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });

  test('runs as npx onshelf, and has the other commands', async () => {
    const help = await outcome(['npx', '--no-install', 'onshelf', '--help']);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('usage: onshelf') });
    const made = await outcome([onshelf, 'keys', 'create', 'till', '--scopes', 'read'], {
      API_KEYS_FILE: 'keys.json',
    });
    expect(made.code).toBe(0);
    expect(existsSync(join(folder, 'keys.json'))).toBe(true);
    const sandbox = start([onshelf, 'sandbox', '--port-base', '0']);
    await until(
      () => sandbox.said.out,
      (out) => out.includes('SMAREGI_BASE_URL='),
      30_000,
    );
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });

  test('prints its version, and refuses an unknown command', async () => {
    expect(await outcome([onshelf, '--version'])).toMatchObject({ code: 0, out: '0.1.0\n' });
    for (const args of [['--port', '4001'], ['start'], ['--version', 'x']]) {
      const { code, out, err } = await outcome([onshelf, ...args]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`${args.join(' ')} is not a command`);
      expect(err).toContain('PORT=4001');
    }
  });
});

describe('the package under an old Node.js', () => {
  test('runs with the Node.js that it installed, and passes signals on', async () => {
    const program = start(await asOldNode(), { PORT: '0' });
    const url = await serving(program);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });

  test('names the required version if that Node.js is missing', async () => {
    const node = join(folder, 'node_modules/node');
    await rename(node, `${node}-away`);
    onTestFinished(() => rename(`${node}-away`, node));
    for (const version of ['20.1.0', '24.8.0']) {
      expect(await outcome([...(await asOldNode(version)), '--version'])).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('needs Node 24.9 or newer'),
      });
    }
    expect(await outcome([...(await asOldNode('24.9.0')), '--version'])).toMatchObject({ code: 0 });
  });
});
