import { expect, it } from 'vitest';
import { createRecentMap } from '../../src/telemetry/request-context.ts';

it('keeps only the newest entries', () => {
  const recent = createRecentMap<number, string>(2);
  for (const key of [1, 2, 3]) recent.set(key, `value ${key}`);
  expect([1, 2, 3].map((key) => recent.get(key))).toEqual([undefined, 'value 2', 'value 3']);
});

it('keeps the newest after many, and stores a repeated one once', () => {
  const recent = createRecentMap<number, number>(3);
  for (let key = 0; key < 1000; key += 1) recent.set(key, key);
  recent.set(999, -1);
  expect([996, 997, 998, 999].map((key) => recent.get(key))).toEqual([undefined, 997, 998, -1]);
  recent.set(1000, 1000);
  expect([997, 998, 999, 1000].map((key) => recent.get(key))).toEqual([undefined, 998, -1, 1000]);
});
