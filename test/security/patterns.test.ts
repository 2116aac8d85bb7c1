import { describe, expect, it, test } from 'vitest';
import { parseMediaType } from '../../src/http/graphql/media-types.ts';
import { createRedact } from '../../src/lib/logging/redact.ts';
import { hostileTo, literals, made } from './patterns.ts';

/** CPU time of this thread, milliseconds, so that other work of the machine does not count. */
const costOf = (work: () => void): number => {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
};

/** A shorter time delays no client, even if it grows fast. */
const harmlessMs = 20;
const short = 2_000;
/** Eight times the length: quadratic time grows 64 times, linear time 8 times. */
const long = 8 * short;

/** Measured several times, because other work does not disturb each of them. */
const leastCostOf = (work: () => void): number => {
  const first = costOf(work);
  return first < harmlessMs ? first : Math.min(first, costOf(work), costOf(work));
};

/** Short texts first: an exponential pattern would never return from a long one. */
const tryOn = (take: (text: string) => void, pattern: RegExp): string | null => {
  for (const length of [24, 200, short]) {
    const slow = hostileTo(pattern, length).find((text) => leastCostOf(() => take(text)) > harmlessMs);
    if (slow !== undefined) return `takes long over ${JSON.stringify(slow.slice(0, 40))}, ${length} long`;
  }
  const shorter = hostileTo(pattern, short);
  const slow = hostileTo(pattern, long).find((text, at) => {
    const cost = leastCostOf(() => take(text));
    return cost > harmlessMs && cost > 24 * leastCostOf(() => take(shorter[at] ?? ''));
  });
  return slow === undefined ? null : `takes long over ${JSON.stringify(slow.slice(0, 40))}, ${long} long`;
};

const use = (pattern: RegExp) => (text: string) => {
  pattern.lastIndex = 0;
  text.replace(pattern, '');
};

describe('a regular expression', () => {
  it('with a text that causes backtracking', { timeout: 120_000 }, () => {
    expect(literals.length).toBeGreaterThan(40);
    const slow = literals.flatMap(({ path, pattern }) => {
      const problem = tryOn(use(pattern), pattern);
      return problem === null ? [] : [`${path} ${String(pattern)} ${problem}`];
    });
    expect(slow).toEqual([]);
  });

  it('that is built from secrets', () => {
    // Those of the sandbox match only its own paths.
    expect([...new Set(made.filter((path) => !path.startsWith('sandbox/')))].toSorted()).toEqual([
      'http/graphql/media-types.ts',
      'lib/logging/redact.ts',
    ]);
    expect(tryOn(parseMediaType, /a\/b; c="\\d"; e=f \t;/u)).toBeNull();
    const looksLike = /"(?:secretKey|apiKey)":"\/webhooks\/bearer basic onshelf_:\/\/x:y@/giu;
    const redact = createRedact(['key-of-a-channel']);
    expect(tryOn(redact, looksLike)).toBeNull();
  });

  test('a slow one would be found', () => {
    for (const slow of [/\/+$/u, /^(\w+\s?)+:$/u]) {
      expect(tryOn(use(slow), slow), String(slow)).not.toBeNull();
    }
  });
});
