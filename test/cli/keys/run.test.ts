import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { readKeyFile } from '../../../src/access/key-file.ts';
import { createKeyRing } from '../../../src/access/key-ring.ts';
import { runKeys } from '../../../src/cli/keys/run.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { runHere } from '../../support/in-process.ts';
import { it } from '../../support/process.ts';
import type { Program } from '../../support/program.ts';

type Keys = (...args: readonly string[]) => Promise<{ code: unknown; out: string; err: string }>;

const withKeys = it
  .extend(
    'keys',
    ({ directory }): Keys =>
      (...args) =>
        runHere(runKeys, [...args, '--file', `${directory}/keys.json`]),
  )
  // In a process of its own, as an operator runs the command.
  .extend(
    'keysProcess',
    ({ runProgram, directory }): Keys =>
      async (...args) => {
        const { said, ended }: Program = runProgram('src/cli/onshelf.ts', ['keys', ...args], {
          API_KEYS_FILE: `${directory}/keys.json`,
        });
        const code = await ended;
        return { code, ...said };
      },
  );

const form = /^onshelf_[0-9a-f]{12}_[\w-]{43}\n$/u;
const keyIdIn = (text: string): string => /[0-9a-f]{12}/u.exec(text)?.[0] ?? '';

/** How a gateway with this file treats a key. */
const opened = (path: string, key: string) => {
  const file = readKeyFile(path);
  if (file.type !== 'clients') throw new Error(JSON.stringify(file));
  return createKeyRing(file.clients, systemClock).authenticate(`Bearer ${key.trim()}`);
};

describe('onshelf keys', () => {
  withKeys.concurrent(
    'creates a key, tells it once, and keeps its hash where its owner alone can read it',
    async ({ keysProcess: keys, directory }) => {
      const path = `${directory}/keys.json`;
      const { code, out, err } = await keys(
        'create',
        'shop',
        '--scopes',
        'read,stock:write',
        '--channels',
        'smaregi',
      );
      expect(code).toBe(0);
      expect(out).toMatch(form);
      expect(err).toContain(keyIdIn(out));
      expect(err).toContain('kill -HUP');
      expect(err).not.toContain(out.trim());
      expect(await readFile(path, 'utf8')).not.toContain(out.trim().slice(-43));
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(opened(path, out)).toMatchObject({
        client: 'shop',
        scopes: {
          read: true,
          'stock:write': true,
          'product:write': false,
          'inventory:confirm': false,
          'sku:write': false,
        },
        channels: new Set(['smaregi']),
      });
    },
  );

  withKeys.concurrent(
    'gives a client a second key and no third, until one is revoked',
    async ({ keys, directory }) => {
      const path = `${directory}/keys.json`;
      const first = await keys('create', 'shop', '--scopes', 'read');
      const second = await keys('create', 'shop');
      expect([first.code, second.code]).toEqual([0, 0]);
      const third = await keys('create', 'shop');
      expect(third).toMatchObject({ code: 1, out: '' });
      expect(third.err).toContain(`revoke one`);
      for (const { out } of [first, second]) expect(opened(path, out)?.client).toBe('shop');

      expect((await keys('revoke', keyIdIn(first.out))).code).toBe(0);
      expect(opened(path, first.out)).toBeNull();
      expect(opened(path, second.out)?.scopes.read).toBe(true);
      expect((await keys('create', 'shop')).code).toBe(0);
      expect((await keys('create', 'other')).err).toContain('--scopes');
      expect((await keys('create', 'shop', '--scopes', 'read,stock:write')).err).toContain('Omit --scopes');
      const unknown = await keys('revoke', keyIdIn(second.out), '000000000000');
      expect(unknown).toMatchObject({ code: 1 });
      expect(opened(path, second.out)).not.toBeNull();
    },
  );

  withKeys.concurrent(
    'lists whose keys there are, and nothing to make one of',
    async ({ keys, directory }) => {
      const path = `${directory}/keys.json`;
      expect((await keys('list')).out).toBe('There are no clients.\n');
      const never = await keys('create', 'a', '--scopes', 'read', '--expires', 'never');
      const soon = await keys(
        'create',
        'b',
        '--scopes',
        'product:write',
        '--channels',
        'x,y',
        '--expires',
        '2d',
      );
      const { out, code } = await keys('list');
      expect(code).toBe(0);
      const [ofA, ofB] = out.split('\n');
      expect(ofA).toMatch(
        new RegExp(`^a  ${keyIdIn(never.out)}  read  all channels  created .* does not expire$`, 'u'),
      );
      expect(ofB).toMatch(
        new RegExp(`^b  ${keyIdIn(soon.out)}  product:write  x,y  created .* expires `, 'u'),
      );
      const { clients } = JSON.parse(await readFile(path, 'utf8'));
      for (const { keys: stored } of clients) expect(out).not.toContain(stored[0].sha256.slice(0, 8));
      for (const made of [never, soon]) expect(out).not.toContain(made.out.trim().slice(-10));
      // An expired key leaves space for another one, and the list shows that it expired.
      clients[0].keys[0].expiresAt = '2020-01-01T00:00:00Z';
      clients[0].keys.push({ ...clients[0].keys[0], id: '0123456789ab' });
      await writeFile(path, JSON.stringify({ clients }));
      expect((await keys('list')).out).toContain('EXPIRED 2020-01-01');
      expect((await keys('create', 'a', '--expires', '2099-01-31')).code).toBe(0);
      expect(JSON.parse(await readFile(path, 'utf8')).clients.at(-1)).toMatchObject({
        id: 'a',
        keys: [{ expiresAt: '2099-01-31T00:00:00.000Z' }],
      });
    },
  );

  withKeys.concurrent(
    'reports an invalid argument, and changes nothing',
    async ({ keys, keysProcess, directory }) => {
      const wrong: readonly (readonly [what: string, code: number, ...args: string[]])[] = [
        ['usage', 2],
        ['usage', 2, 'make', 'shop'],
        ['usage', 2, 'create'],
        ['usage', 2, 'list', 'shop'],
        ['usage', 2, 'revoke'],
        ["Unknown option '--scope'", 2, 'create', 'shop', '--scope', 'read'],
        ['scopes.0 must be of', 2, 'create', 'shop', '--scopes', 'write'],
        ['client must be', 2, 'create', 'a shop', '--scopes', 'read'],
        ['"anonymous"', 2, 'create', 'anonymous', '--scopes', 'read'],
        ['expires must be in the future', 2, 'create', 'shop', '--scopes', 'read', '--expires', 'yesterday'],
        ['expires must be in the future', 2, 'create', 'shop', '--scopes', 'read', '--expires', '2020-01-01'],
        ['expires must be in the future', 2, 'create', 'shop', '--scopes', 'read', '--expires', '0d'],
        ['--scopes', 1, 'create', 'shop'],
        ['no key 000000000000', 1, 'revoke', '000000000000'],
      ];
      for (const [what, code, ...args] of wrong) {
        const said = await keys(...args);
        expect(said, args.join(' ')).toMatchObject({ code, out: '' });
        expect(said.err).toContain(what);
        expect(said.err).not.toMatch(/^\s+at /mu);
      }
      for (const [what, code, ...args] of [wrong[0], wrong.at(-1)].filter((one) => one !== undefined)) {
        const said = await keysProcess(...args);
        expect(said, args.join(' ')).toMatchObject({ code, out: '' });
        expect(said.err).toContain(what);
        expect(said.err).not.toMatch(/^\s+at /mu);
      }
      await expect(stat(`${directory}/keys.json`)).rejects.toThrow('ENOENT');
    },
  );

  withKeys.concurrent(
    'leaves a file alone that is not sound, or that another command is changing',
    async ({ keys, directory }) => {
      const path = `${directory}/keys.json`;
      await writeFile(path, '{ "clients": [');
      const broken = await keys('create', 'shop', '--scopes', 'read');
      expect(broken).toMatchObject({ code: 1, out: '' });
      expect(broken.err).toContain('not valid JSON');
      expect(await readFile(path, 'utf8')).toBe('{ "clients": [');
      expect((await keys('list')).code).toBe(1);

      await writeFile(path, '{ "clients": [] }');
      await writeFile(`${path}.new`, '');
      const locked = await keys('create', 'shop', '--scopes', 'read');
      expect(locked).toMatchObject({ code: 1, out: '' });
      expect(locked.err).toContain(`${path}.new exists`);
      expect(await readFile(path, 'utf8')).toBe('{ "clients": [] }');
    },
  );

  withKeys.concurrent(
    'loses no key when several are made at the same time',
    async ({ keysProcess: keys, directory }) => {
      const made = await Promise.all(
        ['a', 'b', 'c', 'd'].map((client) => keys('create', client, '--scopes', 'read')),
      );
      for (const { code, out, err } of made) {
        if (code === 0) expect(opened(`${directory}/keys.json`, out)).not.toBeNull();
        else expect(err).toContain('another command is changing the keys');
      }
    },
  );

  withKeys.concurrent(
    'takes the file that a link or --file names, also from .env',
    async ({ runProgram, directory }) => {
      await writeFile(`${directory}/real.json`, '{ "clients": [] }', { mode: 0o644 });
      await symlink(`${directory}/real.json`, `${directory}/link.json`);
      await writeFile(`${directory}/.env`, 'API_KEYS_FILE=link.json\n');
      const create = ['create', 'shop', '--scopes', 'read'];
      expect(await runProgram('src/cli/onshelf.ts', ['keys', ...create]).ended).toBe(0);
      expect(JSON.parse(await readFile(`${directory}/real.json`, 'utf8')).clients).toHaveLength(1);
      expect((await stat(`${directory}/real.json`)).mode & 0o777).toBe(0o600);
      expect(await runProgram('src/cli/onshelf.ts', ['keys', ...create, '--file', 'other.json']).ended).toBe(
        0,
      );
      expect(JSON.parse(await readFile(`${directory}/other.json`, 'utf8')).clients).toHaveLength(1);
    },
  );

  it.concurrent('explains how to name a file if none is named', async ({ runProgram }) => {
    const { said, ended } = runProgram('src/cli/onshelf.ts', ['keys', 'list']);
    expect(await ended).toBe(1);
    expect(said.err).toContain('API_KEYS_FILE');
  });
});
