import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isKeyOf, sha256Of } from '../../src/access/api-key.ts';
import { codesOf, overHttp, overSocket, send } from './ask.ts';
import { deadKeys, keys } from './keys.ts';
import { sharedGateway } from './shared-gateway.ts';

const { url } = sharedGateway();
const query = { query: '{ channels { key } }' };
const { key } = keys.full;

const guess = async (authorization: string) => {
  const { status, headers, text } = await send(`${url()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(query),
  });
  // These differ in every response, for every client.
  const { date, 'x-request-id': id, ...others } = headers;
  expect([typeof date, typeof id]).toEqual(['string', 'string']);
  return { status, text, headers: others };
};

/** Another last character: the same key but for a few of its bits. */
const nearly = `${key.slice(0, -1)}${key.endsWith('A') ? 'Q' : 'A'}`;

const guesses: readonly string[] = [
  '',
  'Bearer',
  'Bearer ',
  `Bearer ${deadKeys.unknown.key}`,
  `Bearer ${deadKeys.expired.key}`,
  `Bearer ${nearly}`,
  `Bearer ${key.toUpperCase()}`,
  `Bearer ${key} `.padEnd(300, 'x'),
  `Bearer ${key},${key}`,
  `Bearer ${key}\t${key}`,
  `Bearer ${'x'.repeat(10_000)}`,
  `Basic ${btoa(`${keys.full.id}:${key}`)}`,
  'Bearer __proto__',
  'Bearer onshelf_000000000000_',
  `Bearer ${keys.full.id}`,
  `Bearer ${keys.full.sha256}`,
];

describe('a key', () => {
  it('that is guessed', async () => {
    const answers = await Promise.all(guesses.map(guess));
    const [first] = answers;
    expect(first).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    for (const [at, answer] of answers.entries()) expect(answer, guesses[at]).toEqual(first);
    for (const dead of [deadKeys.unknown.key, deadKeys.expired.key, nearly, '__proto__', undefined]) {
      expect(await overSocket(url(), query, dead), dead).toEqual({ errors: [{ message: '4401' }] });
    }
    expect((await overHttp(url(), query, key)).status).toBe(200);
  });

  it('in another place than the header', async () => {
    const asked = `${url()}/graphql?query=%7B__typename%7D`;
    for (const [address, headers] of [
      [`${asked}&access_token=${key}`, {}],
      [`${asked}&authorization=Bearer%20${key}`, {}],
      [asked, { cookie: `authorization=Bearer ${key}` }],
      [asked, { 'x-api-key': key }],
      [asked, { 'proxy-authorization': `Bearer ${key}` }],
    ] as const) {
      const { status, json } = await send(address, { headers });
      expect([status, codesOf(json)]).toEqual([401, ['UNAUTHENTICATED']]);
    }
  });

  it('whose comparison is timed', () => {
    const digest = Buffer.from(sha256Of(key), 'hex');
    expect([isKeyOf(key, digest), isKeyOf(nearly, digest), isKeyOf('', digest)]).toEqual([
      true,
      false,
      false,
    ]);
    // The comparison is of digests: the correct part of a guess is not visible in its digest.
    const near = Buffer.from(sha256Of(nearly), 'hex');
    expect(digest.filter((byte, at) => byte === near[at]).length).toBeLessThan(16);
    const sourceOf = (name: string) =>
      readFileSync(new URL(`../../src/access/${name}`, import.meta.url), 'utf8').replace(/\s+/gu, ' ');
    expect(sourceOf('api-key.ts')).toContain("timingSafeEqual(hash('sha256', key, 'buffer'), digest)");
    // With and without such an id, one digest is computed and compared. The other checks come after it.
    expect(sourceOf('key-ring.ts')).toContain(
      'const isRight = isKeyOf(key, grant?.digest ?? unusedDigest); return grant && isRight &&',
    );
  });
});
