import fc from 'fast-check';

/** Keys that a careless parser would confuse with its own properties. */
const keys = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'length', 'then', 'polluted', ''),
  fc.constantFrom('requestId', 'result', 'results', 'message', 'stock', 'id', 'failures', 'successCount'),
  fc.string({ maxLength: 8, unit: 'binary' }),
);

const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(-0, 1e308, -1e308, 2 ** 53, -(2 ** 53) - 2, 0.1, Number.MIN_VALUE),
);

/** Any JSON value, with dangerous ones more often than at random. */
export const { json } = fc.letrec<{ json: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    numbers,
    fc.string({ maxLength: 30, unit: 'binary' }),
    fc.constantFrom('', '\u0000', '\ud800', '1e400', '[stock][1行目]', 'x'.repeat(3_000)),
  ),
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: tie('leaf') },
    { weight: 1, arbitrary: fc.array(tie('json'), { maxLength: 4 }) },
    {
      weight: 2,
      // Parsed from text, not an object literal: `__proto__` is an ordinary key.
      arbitrary: fc
        .array(fc.tuple(keys, tie('json')), { maxLength: 4 })
        .map(
          (entries) =>
            JSON.parse(
              `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`).join()}}`,
            ) as unknown,
        ),
    },
  ),
}));

/** Texts that are not JSON, or JSON that no serializer writes. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 200, unit: 'binary' }),
  fc.integer({ min: 1, max: 30_000 }).map((depth) => '['.repeat(depth)),
  fc.integer({ min: 1, max: 30_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`),
  fc.integer({ min: 1, max: 10_000 }).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  fc.integer({ min: 1, max: 20_000 }).map((digits) => '9'.repeat(digits)),
  fc.constantFrom(
    '',
    ' ',
    'null',
    'NaN',
    '-',
    '1e999999',
    '"',
    '\ufeff{}',
    '{"a":1,"a":2}',
    '{}{}',
    '<html></html>',
  ),
);

export type Step = {
  readonly where: readonly number[];
  readonly how: 'drop' | 'put' | 'double' | 'wrap';
  readonly what: unknown;
};

/** A few changes of a value, at places that the numbers select. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    where: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 }),
    how: fc.constantFrom('drop', 'put', 'double', 'wrap'),
    what: json,
  }),
  { minLength: 1, maxLength: 3 },
);

const isBranch = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const changed = (
  value: unknown,
  [first = 0, ...rest]: readonly number[],
  { how, what }: Omit<Step, 'where'>,
): unknown => {
  if (!isBranch(value)) return how === 'wrap' ? [value] : what;
  const names = Object.keys(value);
  const name = names[first % names.length] ?? '';
  const inner =
    rest.length > 0 && isBranch(value[name]) ? changed(value[name], rest, { how, what }) : undefined;
  const put = (next: unknown): unknown =>
    Array.isArray(value) ? value.with(Number(name), next) : { ...value, [name]: next };
  if (inner !== undefined) return put(inner);
  switch (how) {
    case 'drop':
      return Array.isArray(value)
        ? value.toSpliced(Number(name), 1)
        : Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
    case 'put':
      return put(what);
    case 'double':
      return Array.isArray(value) ? [...value, value[Number(name)]] : { ...value, [`${name}2`]: value[name] };
    case 'wrap':
      return put([value[name]]);
  }
};

export const garble = (value: unknown, path: readonly Step[]): unknown =>
  path.reduce((now: unknown, { where, ...step }) => changed(now, where, step), value);
