import { describe, it } from 'vitest';
import { appliesAll, unavailable } from '../../../support/fake-channel.ts';
import { failureOf, row, rows, startGateway, until } from '../../../support/gateway.ts';

// Each test waits for real pauses between the tries, so they run together.
describe.concurrent('an unavailable vendor', () => {
  it('gets retries, and the delivery log has every try', async ({ expect, onTestFinished }) => {
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

  it('has applied nothing if it refused the connection', async ({ expect, onTestFinished }) => {
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

  it('may have applied the change if it answered with a 5xx', async ({ expect, onTestFinished }) => {
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

  it('leaves the outcome unknown if it closed the connection after the request', async ({
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

  it('gets no retry if it asks for a long pause', async ({ expect, onTestFinished }) => {
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
  ])('ends the items after a bug of the gateway: $name', async ({ behave }, { expect, onTestFinished }) => {
    const { submit, lines, sent } = await startGateway({ behave }, { onFinished: onTestFinished });
    const { items } = await submit(rows('1'));
    expect(items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
    expect(sent.length).toBeGreaterThan(1);
    expect(lines.error).toHaveLength(sent.length);
  });

  it('ends the items if the adapter throws before it returns a promise', async ({
    expect,
    onTestFinished,
  }) => {
    const { submit, channel } = await startGateway({}, { onFinished: onTestFinished });
    const writer = channel.writers.STOCK_SET;
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
