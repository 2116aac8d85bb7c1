import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRfc3339Time, parseRfc3339 } from '../../src/lib/rfc3339.ts';

it.for([
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['2016-12-31T23:59:60.25Z', '2017-01-01T00:00:00.250Z'],
  ['1990-12-31T15:59:60-08:00', '1991-01-01T00:00:00.000Z'],
  ['2015-06-30T23:59:60z', '2015-07-01T00:00:00.000Z'],
  ['2026-01-22t01:57:00z', '2026-01-22T01:57:00.000Z'],
  ['2026-01-22T01:57:00.123456789Z', '2026-01-22T01:57:00.123Z'],
  ['2026-01-22T01:57:00-00:00', '2026-01-22T01:57:00.000Z'],
  ['2024-02-29T00:00:00+23:59', '2024-02-28T00:01:00.000Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ['0050-03-01T00:00:00Z', '0050-03-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
] as const)('C5: %s is %s', ([text, expected]) => {
  expect(new Date(parseRfc3339(text) ?? Number.NaN).toISOString()).toBe(expected);
});

it.for([
  ...['9999-12-31T23:59:59-23:59', '9999-12-31T23:59:60Z', '0000-01-01T00:00:00+00:01'],
  ...['2016-12-31T23:58:60Z', '2016-12-30T23:59:60Z', '2016-12-31T23:59:61Z', '2016-12-31T12:59:60Z'],
  ...['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-01T00:00:00Z', '2026-01-00T00:00:00Z'],
  ...[
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+00:60',
  ],
  ...[
    '2026-01-01T00:00:00',
    '2026-01-01',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00.Z',
    '26-01-01T00:00:00Z',
  ],
  ...[
    '+002026-01-01T00:00:00Z',
    '2026-01-01T00:00:00+0900',
    ' 2026-01-01T00:00:00Z',
    '２026-01-01T00:00:00Z',
    '',
  ],
])('C5: %s is not a time', (text) => {
  expect(parseRfc3339(text)).toBeNull();
});

const two = (max: number) => fc.integer({ min: 0, max }).map((part) => String(part).padStart(2, '0'));
const likeTime = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }).map((year) => String(year).padStart(4, '0')),
    ...([13, 32, 24, 60, 61] as const).map(two),
    fc.constantFrom('', '.5', '.123456'),
    fc.oneof(fc.constantFrom('Z', 'z'), fc.tuple(fc.constantFrom('+', '-'), two(24), two(60))),
  )
  .map(([year, month, day, hour, minute, second, fraction, zone]) => {
    const offset = Array.isArray(zone) ? `${zone[0]}${zone[1]}:${zone[2]}` : String(zone);
    return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}`;
  });

it('C5: an accepted time is written in the form of RFC 3339, with the same value', () => {
  let accepted = 0;
  fc.assert(
    fc.property(likeTime, (text) => {
      const time = parseRfc3339(text);
      if (time === null) return;
      accepted += 1;
      expect(isRfc3339Time(time)).toBe(true);
      const written = new Date(time).toISOString();
      expect(written).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u);
      expect(parseRfc3339(written)).toBe(time);
      // If JavaScript reads it too, both values are equal.
      const theirs = Date.parse(text.toUpperCase());
      if (!Number.isNaN(theirs)) expect(time).toBe(theirs);
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(100);
});
