import { expect, it } from 'vitest';
import { createSample } from '../../../src/lib/logging/sampling.ts';

it('D11: writes the first line of a kind, then at most one in ten seconds, with the number left out', () => {
  let now = 0;
  const sample = createSample(() => now);
  expect(sample('a')).toBe(0);
  for (let times = 0; times < 500; times += 1) expect(sample('a')).toBeNull();
  expect(sample('b')).toBe(0);
  now = 9_999;
  expect(sample('a')).toBeNull();
  now = 10_000;
  expect(sample('a')).toBe(501);
  expect(sample('a')).toBeNull();
  now = 20_000;
  expect(sample('a')).toBe(1);
});
