import { describe, it } from 'vitest';
import { appliesAll, unavailable } from '../../../support/fake-channel.ts';
import { failureOf, row, rows, startGateway, until } from '../../../support/gateway.ts';

// Each waits for real pauses between the tries, so they wait together.
describe.concurrent('a vendor that can not be had', () => {
  it('is tried again, and every try is in the delivery log', async ({ expect, onTestFinished }) => {
    const { submit, logOf, sent } = await startGateway(
      {
        behave: (request, number) =>
          number < 3 ? unavailable({ httpStatus: 503 }) : appliesAll(request, number),
      },
      { onFinished: onTestFinished },
    );
    const { operation } = await submit(rows('1', '2'));
    expect(operation).toMatchObject({ appliedCount: 2 });
    expect(sent).toHaveLength(3);
    const log = await logOf(operation);
    expect(log.map(({ attempt, outcome, httpStatus }) => [attempt, outcome, httpStatus])).toEqual([
      [1, 'UNAVAILABLE', 503],
      [2, 'UNAVAILABLE', 503],
      [3, 'ANSWERED', 200],
    ]);
    for (const { answeredAt, sentAt } of log) expect(answeredAt ?? 0).toBeGreaterThanOrEqual(sentAt);
  });

  it('and refused the connection has applied nothing', async ({ expect, onTestFinished }) => {
    const { submit, sent, gateway, channel } = await startGateway(
      { behave: () => unavailable() },
      { onFinished: onTestFinished },
    );
    const { items } = await submit(rows('1'));
    expect(items[0]?.progress.state).toBe('FAILED');
    expect(failureOf(items[0])).toMatchObject({
      code: 'VENDOR_UNAVAILABLE',
      retryable: true,
      mayHaveApplied: false,
    });
    expect(sent.length).toBeGreaterThan(1);
    await until(() => gateway.healthOf(channel).queuedItems === 0);
    expect(gateway.healthOf(channel)).toMatchObject({
      status: 'DEGRADED',
      requestsInFlight: 0,
      lastFailure: 'The vendor is away.',
    });
  });

  it('and answered with a 5xx may have applied it', async ({ expect, onTestFinished }) => {
    const { submit } = await startGateway(
      {
        behave: (_sent, number) =>
          number === 2
            ? unavailable({ mayHaveApplied: true, httpStatus: 500 })
            : unavailable({ httpStatus: 503 }),
      },
      { onFinished: onTestFinished },
    );
    const { items } = await submit(rows('1'));
    expect(items[0]?.progress.state).toBe('FAILED');
    expect(failureOf(items[0])).toMatchObject({ code: 'VENDOR_UNAVAILABLE', mayHaveApplied: true });
  });

  it('and broke off once the request was sent leaves the outcome unknown', async ({
    expect,
    onTestFinished,
  }) => {
    const { submit, logOf } = await startGateway(
      {
        behave: (_sent, number) => unavailable({ mayHaveApplied: number === 1 }),
      },
      { onFinished: onTestFinished },
    );
    const { operation, items } = await submit(rows('1'));
    expect(items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
    expect(operation).toMatchObject({ unknownCount: 1, failedCount: 0 });
    const log = await logOf(operation);
    expect(log.length).toBeGreaterThan(1);
    expect(new Set(log.map(({ outcome }) => outcome))).toEqual(new Set(['UNAVAILABLE']));
  });

  it('and asks for a long pause is given up on at once', async ({ expect, onTestFinished }) => {
    const { submit, sent } = await startGateway(
      { behave: () => unavailable({ retryAfterMs: 31_000 }) },
      { onFinished: onTestFinished },
    );
    const { items } = await submit(rows('1'));
    expect(items[0]?.progress.state).toBe('FAILED');
    expect(sent).toHaveLength(1);
  });

  it.for([
    {
      name: 'a rejection',
      behave: async () => {
        throw new Error('a bug');
      },
    },
    {
      name: 'a throw',
      behave: () => {
        throw new TypeError('a bug');
      },
    },
  ])(
    'for a bug of ours still brings its items to an end: $name',
    async ({ behave }, { expect, onTestFinished }) => {
      const { submit, lines, sent } = await startGateway({ behave }, { onFinished: onTestFinished });
      const { items } = await submit(rows('1'));
      expect(items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
      expect(sent.length).toBeGreaterThan(1);
      expect(lines.error).toHaveLength(sent.length);
    },
  );

  it('that throws before it makes a promise does so too', async ({ expect, onTestFinished }) => {
    const { submit, channel } = await startGateway({}, { onFinished: onTestFinished });
    const writer = channel.writers.STOCK_UPDATE;
    if (!writer) throw new Error('The fake takes stock');
    Object.assign(writer, {
      send: () => {
        throw new Error('no promise at all');
      },
    });
    const { items } = await submit([row('1')]);
    expect(items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
  });
});
