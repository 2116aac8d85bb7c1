import { expect, test } from 'vitest';
import type { OperationKind } from '../../src/domain/operation.ts';
import { type Bench, many, outcomesOf, type Rows, sendTo } from './channel-bench.ts';

/** The contract of every channel for a vendor that does not behave as its page says. */
export const testTroubles = <Kind extends OperationKind>(
  rows: Rows<Kind>,
  bench: () => Bench<Kind>,
): void => {
  const send = (changes = [rows.good(0)]) => sendTo(bench(), bench().writer, changes);

  test.each([
    ['reset-before', true],
    ['reset-after', true],
    ['hang', true],
    ['hang-after', true],
    ['not-json', true],
    ['truncated', true],
    ['html-error', true],
  ] as const)('%s is unavailable, perhaps applied: %s', async (kind, mayHaveApplied) => {
    const { writer, impatient } = bench();
    bench().fail({ kind }, 1);
    const sent = sendTo(bench(), kind.startsWith('hang') ? impatient : writer, [rows.good(0)]);
    expect(await sent).toMatchObject({
      type: 'unavailable',
      mayHaveApplied,
      failure: { code: 'VENDOR_UNAVAILABLE', mayHaveApplied, retryable: true },
    });
    expect(bench().requests()).toBe(1);
  });

  test.each([
    [401, 'VENDOR_UNAUTHORIZED', false],
    [403, 'VENDOR_UNAUTHORIZED', false],
    [429, 'RATE_LIMITED', false],
    [500, 'VENDOR_UNAVAILABLE', true],
    [502, 'VENDOR_UNAVAILABLE', true],
    [503, 'VENDOR_UNAVAILABLE', false],
  ] as const)('status %i is %s, perhaps applied: %s', async (status, code, mayHaveApplied) => {
    // Twice, because a channel may fetch a new token after a 401 and retry.
    bench().fail({ kind: 'status', status }, 2);
    expect(await send()).toMatchObject({
      type: 'unavailable',
      mayHaveApplied,
      retryAfterMs: null,
      failure: { code, mayHaveApplied },
      exchange: { httpStatus: status },
    });
    expect(bench().writes()).toBe(0);
  });

  test('a lost lease prevents the call, so that nothing is applied', async () => {
    // The check happens when there is a connection: a new one, and one that was used before.
    for (let connection = 0; connection < 2; connection += 1) {
      const asked: number[] = [];
      const result = await sendTo(bench(), bench().writer, [rows.good(0)], () => asked.push(1) === 0);
      expect(result).toMatchObject({ type: 'unavailable', mayHaveApplied: false });
      expect(asked).toEqual([1]);
      expect(bench().requests()).toBe(connection);
      await send();
    }
  });

  test.each([429, 503])('Retry-After of a %i is read in seconds and as a date', async (status) => {
    bench().fail({ kind: 'status', status, retryAfter: 7 }, 1);
    expect(await send()).toMatchObject({ retryAfterMs: 7000, failure: { retryAfter: 7 } });
    const soon = new Date(Date.now() + 60_000).toUTCString();
    bench().fail({ kind: 'status', status, retryAfter: soon }, 1);
    const result = await send();
    const waitMs = result.type === 'unavailable' ? (result.retryAfterMs ?? 0) : 0;
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });

  test('a 4xx refuses every row', async () => {
    bench().fail({ kind: 'status', status: 422 }, 1);
    const changes = many(rows, Math.min(2, bench().writer.maxRowsPerRequest));
    expect(await send(changes)).toMatchObject({
      type: 'refused',
      rows: changes.map(() => ({
        state: 'FAILED',
        failure: { code: 'VENDOR_REJECTED', retryable: false },
      })),
      exchange: { httpStatus: 422 },
    });
  });

  test('refused credentials make the vendor unavailable', async () => {
    const result = await sendTo(bench(), bench().stranger, [rows.good(0)]);
    expect(result).toMatchObject({
      type: 'unavailable',
      mayHaveApplied: false,
      failure: { code: 'VENDOR_UNAUTHORIZED' },
    });
    expect(bench().writes()).toBe(0);
  });

  test('an unreachable vendor is unavailable', async () => {
    const result = await sendTo(bench(), bench().deserted, [rows.good(0)]);
    expect(result).toMatchObject({
      type: 'unavailable',
      mayHaveApplied: false,
      failure: { code: 'VENDOR_UNAVAILABLE' },
      exchange: { httpStatus: null },
    });
  });

  const distortions = [
    ['wrong-counts', 0],
    ['missing-row', 1],
    ['foreign-row', 0],
  ] as const;
  test.each(distortions.filter(([kind]) => rows.distortions.includes(kind)))(
    'an answer with %s ends no row that it does not prove',
    async (kind, atLeastUnknown) => {
      bench().fail({ kind }, 1);
      const changes = many(rows, 3);
      const outcomes = await outcomesOf(bench(), changes);
      expect(outcomes).toHaveLength(3);
      const states = outcomes.map((outcome) => outcome?.state);
      expect(states.every((state) => state === 'APPLIED' || state === 'OUTCOME_UNKNOWN')).toBe(true);
      expect(states.filter((state) => state === 'OUTCOME_UNKNOWN').length).toBeGreaterThanOrEqual(
        atLeastUnknown,
      );
    },
  );

  test('an idle channel works after a failure', async () => {
    bench().fail({ kind: 'reset-after' }, 1);
    await send();
    const [outcome] = await outcomesOf(bench(), [rows.good(0)]);
    expect(outcome).toMatchObject({ state: 'APPLIED' });
  });

  test('no failure and no log line contains a secret', async () => {
    const results: unknown[] = [await sendTo(bench(), bench().stranger, [rows.good(0)])];
    for (const kind of ['reset-after', 'not-json', 'html-error'] as const) {
      bench().fail({ kind }, 1);
      results.push(await send());
    }
    const output = JSON.stringify([results, bench().logged]);
    expect(bench().logged.length).toBeGreaterThan(0);
    for (const secret of bench().secrets) expect(output).not.toContain(secret);
  });
};
