import { expect, it } from 'vitest';
import { createRedact, createRedactor } from '../../../src/lib/logging/redact.ts';

const redact = createRedact(['the-secret-key', 'the-secret-key-2', 'with"quote', 'abc']);

it.each([
  ['no such key: the-secret-key!', 'no such key: ***!'],
  ['the-secret-key-2 is not the-secret-key', '*** is not ***'],
  [JSON.stringify({ said: 'with"quote' }), '{"said":"***"}'],
  ['too short to be one: abc', 'too short to be one: abc'],
  ['POST https://g.example/webhooks/smaregi/hJ9_-kk', 'POST https://g.example/webhooks/smaregi/***'],
  ['authorization: Bearer aB3.x-_~+/=end', 'authorization: Bearer ***'],
  ['Basic Y2xpZW50OnNlY3JldA==, refused', 'Basic ***, refused'],
  ['key onshelf_0123456789abcdefghijABCD', 'key onshelf_***'],
  ['postgres://me:hunter2@db:5432/x', 'postgres://me:***@db:5432/x'],
  ['{"accessToken":"x y","rows":1}', '{"accessToken":"***","rows":1}'],
  ['product 12 at store 3', 'product 12 at store 3'],
])('makes %s readable', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

it('also redacts secrets that are added later', () => {
  const { redact: redactMore, learn } = createRedactor(['first-key']);
  expect(redactMore('first-key second-key')).toBe('*** second-key');
  learn(['second-key']);
  expect(redactMore('first-key second-key')).toBe('*** ***');
});
