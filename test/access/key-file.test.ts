import { writeFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { newKey } from '../../src/access/api-key.ts';
import { readKeyFile } from '../../src/access/key-file.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const { id, sha256, key } = newKey();
const stored = { id, sha256, createdAt: '2026-01-01T00:00:00Z' };
const client = { id: 'shop', scopes: ['read'], keys: [stored] };

const read = async (content: unknown) => {
  const path = `${await temporaryDirectory(onTestFinished)}/keys.json`;
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readKeyFile(path);
};

it('reads a missing field as all channels and no expiry', async () => {
  expect(await read({ clients: [client] })).toEqual({
    type: 'clients',
    clients: [
      {
        ...client,
        channels: null,
        keys: [{ id, sha256, createdAt: Date.parse('2026-01-01'), expiresAt: null }],
      },
    ],
  });
});

it.each<[string, unknown, string]>([
  ['no JSON', `{ "key": "${key}`, 'is not valid JSON'],
  ['no object', [], 'the file'],
  ['no clients', {}, 'clients'],
  ['an unknown field', { clients: [{ ...client, scope: ['stock:write'] }] }, 'scope'],
  [
    'an unknown scope',
    { clients: [{ ...client, scopes: ['admin'] }] },
    'clients.0.scopes.0 must be one of read',
  ],
  ['the client of an open gateway', { clients: [{ ...client, id: 'anonymous' }] }, '"anonymous"'],
  ['one client twice', { clients: [client, { ...client, keys: [] }] }, 'two clients have the id shop'],
  ['one key twice', { clients: [client, { ...client, id: 'b' }] }, `two keys have the id ${id}`],
  ['three keys', { clients: [{ ...client, keys: [stored, stored, stored] }] }, 'revoke one'],
  [
    'a key in place of its digest',
    { clients: [{ ...client, keys: [{ ...stored, sha256: key }] }] },
    'SHA-256',
  ],
  [
    'a key in place of its id',
    { clients: [{ ...client, keys: [{ ...stored, id: key }] }] },
    '12 hexadecimal',
  ],
  [
    'an invalid time',
    { clients: [{ ...client, keys: [{ ...stored, expiresAt: 'soon' }] }] },
    'must be a time',
  ],
  [
    'a time without a zone',
    { clients: [{ ...client, keys: [{ ...stored, expiresAt: '2027-01-01' }] }] },
    'must be a time',
  ],
])('reports the problem without the key: %s', async (_what, content, why) => {
  const file = await read(content);
  const problems = file.type === 'bad' ? file.problems.join('\n') : '';
  expect(problems).toContain(why);
  expect(problems).not.toContain(key.slice(-20));
});

it('distinguishes a missing file from an unreadable one', async () => {
  const directory = await temporaryDirectory(onTestFinished);
  expect(readKeyFile(`${directory}/none.json`)).toEqual({ type: 'missing' });
  expect(readKeyFile(directory)).toEqual({ type: 'bad', problems: [`${directory} can't be read (EISDIR)`] });
});
