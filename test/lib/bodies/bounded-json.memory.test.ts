import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxDepth, parseBoundedJson } from '../../../src/lib/bodies/bounded-json.ts';

const parse = (text: string, maxValues = 1_000) => parseBoundedJson(text, maxValues);
const valueIn = (text: string): unknown => {
  const body = parse(text);
  if (body.type !== 'json') throw new Error(body.reason);
  return body.value;
};
const reasonOf = (text: string, maxValues?: number): string | null => {
  const body = parse(text, maxValues);
  return body.type === 'unreadable' ? body.reason : null;
};

describe('JSON from a client or a vendor', () => {
  it('is parsed as by JSON.parse', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const body = parse(text, 100_000);
        const plain: unknown = JSON.parse(text);
        // Ids are kept exactly, and the key `__proto__` is left out.
        fc.pre(!/id"|__proto__/iu.test(text));
        expect(body).toEqual({ type: 'json', value: plain });
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const body = parse(text);
        if (body.type === 'json') expect(body.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('B7: is refused by the number of its values before it is parsed', () => {
    const rows = `[${'{},'.repeat(2_000_000)}{}]`;
    const before = process.memoryUsage().heapUsed;
    const startedAt = performance.now();
    expect(reasonOf(rows, 20_000)).toBe('it has more than 20000 values');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(32 * 1024 * 1024);
    expect(reasonOf('[1,2,3]', 4)).toBeNull();
    expect(reasonOf('[1,2,3,4]', 4)).toBe('it has more than 4 values');
    // Characters inside a text do not count.
    expect(reasonOf(JSON.stringify({ text: ',:[{\\",:[{' }), 4)).toBeNull();
  });

  it('is refused if it is nested too deep', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(reasonOf(nested(maxDepth))).toBeNull();
    expect(reasonOf(nested(maxDepth + 1))).toContain('levels deep');
    expect(parseBoundedJson(nested(120_000), 1_000_000).type).toBe('unreadable');
  });

  it('B4: keeps the text of an id that a number would change, and of no other number', () => {
    expect(valueIn('{"requestId":9007199254740993}')).toEqual({ requestId: '9007199254740993' });
    expect(valueIn('[{"id":9007199254740991},{"store_id":-9007199254740991}]')).toEqual([
      { id: 9007199254740991 },
      { store_id: -9007199254740991 },
    ]);
    expect(valueIn('{"productId":700.00000000000000001}')).toEqual({ productId: '700.00000000000000001' });
    expect(valueIn('{"message":4.868575385278973e+39}')).toEqual({ message: 4.868575385278973e39 });
    expect(valueIn('["9007199254740993",1e2,0.5]')).toEqual(['9007199254740993', 100, 0.5]);
  });

  it('is refused if an object repeats a key', () => {
    expect(reasonOf('{"requestId":1,"requestId":2}')).toContain('twice');
    expect(reasonOf('[{"a":{"b":1,"\\u0062":2}}]')).toContain('twice');
    expect(reasonOf('[{"a":1},{"a":1}]')).toBeNull();
  });

  it('changes no prototype', () => {
    const value = valueIn('{"__proto__":{"polluted":true},"a":{"__proto__":[1]},"b":1}');
    expect(Object.keys(Object(value))).toEqual(['a', 'b']);
    expect({ ...Object(value) }.polluted).toBeUndefined();
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
  });

  it('is refused if it is invalid', () => {
    for (const text of ['', ' ', '<html>{"a":1,"b":[2,3]}</html>', '{', '[1,]', '{"a":1}{', 'undefined']) {
      expect(reasonOf(text), text).toBe('it is not JSON');
    }
  });
});
