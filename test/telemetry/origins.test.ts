import { expect, it } from 'vitest';
import { createRecent } from '../../src/telemetry/origins.ts';

it('keeps the newest only', () => {
  const recent = createRecent<number, string>(2);
  for (const key of [1, 2, 3]) recent.set(key, `value ${key}`);
  expect([1, 2, 3].map((key) => recent.get(key))).toEqual([undefined, 'value 2', 'value 3']);
});
