import { expect, it } from 'vitest';
import { httpRequestIdOf } from '../../src/telemetry/requests.ts';

const isNew = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

it.each(['a', 'req-1:2.3/4@x=+_', 'x'.repeat(128)])('keeps %s', (given) => {
  expect(httpRequestIdOf(given)).toBe(given);
});

it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\nb', 'a"b', '{"level":60}', '\u001b[2J', 'é'])(
  'creates a new id instead of %j',
  (given) => {
    expect(httpRequestIdOf(given)).toMatch(isNew);
  },
);
