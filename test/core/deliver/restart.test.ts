import { describe, expect, it } from 'vitest';
import { asClientId } from '../../../src/domain/ids.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { JournalUnavailable } from '../../../src/ports/journal/journal-unavailable.ts';
import { callbackBody } from '../../support/callback-body.ts';
import { appliesAll } from '../../support/fake-channel.ts';
import { row, rows, startGateway, until } from '../../support/gateway.ts';

const never = new Promise<never>(() => {});

describe('a gateway after a restart', () => {
  it('sends unfinished items again, the newest value last', async () => {
    const first = await startGateway({ behave: () => never });
    const one = await first.submit([row('1', 1)], { waitMs: 0 });
    await until(() => first.sent.length === 1);
    const two = await first.submit([row('1', 2), row('2', 2)], { waitMs: 0 });
    await first.close();

    const next = await startGateway({}, { directory: first.directory });
    await next.recover();
    await until(async () => (await next.statesOf(two.operation)).every((state) => state === 'APPLIED'));
    expect(await next.statesOf(one.operation)).toEqual(['SUPERSEDED']);
    expect(next.sent.flatMap((sent) => sent.rows.map((each) => each.quantity))).toEqual([2, 2]);
  });

  it('serves the clients in turn', async () => {
    const first = await startGateway();
    await first.drain();
    const leave = (client: string, ...ids: readonly string[]) =>
      first.gateway.submit({
        client: asClientId(client),
        channels: null,
        kind: 'STOCK_SET',
        items: rows(...ids),
        idempotencyKey: null,
        waitMs: 0,
      });
    await leave('big', 'b1', 'b2', 'b3', 'b4', 'b5');
    await leave('small', 's1', 's2');
    await first.close();

    const next = await startGateway({}, { directory: first.directory });
    await next.recover();
    await until(() => next.sent.length === 1);
    const sent = next.sent.flatMap((request) => request.rows.map((each) => each.productId));
    expect(sent).toEqual(['b1', 's1', 'b2', 's2', 'b3', 'b4', 'b5']);
  });

  it('still waits for a callback, and uses it', async () => {
    const first = await startGateway({ callsBack: true });
    const { operation } = await first.submit(rows('1'), { waitMs: 0 });
    await until(async () => (await first.statesOf(operation))[0] === 'AWAITING_CALLBACK');
    await first.close();

    const next = await startGateway({ callsBack: true }, { directory: first.directory });
    await next.recover();
    const secret = first.sent[0]?.callbackUrl?.split('/').at(-1) ?? '';
    expect(await next.receiveCallback('SMAREGI', secret, callbackBody({ id: 'v-1', applied: ['1'] }))).toBe(
      'TAKEN',
    );
    expect(await next.statesOf(operation)).toEqual(['APPLIED']);
    expect(next.sent).toEqual([]);
  });

  it('recovers everything, even if the journal is unavailable in between', async () => {
    const settings = { callsBack: true, limits: { callbackTimeoutMs: 40 } };
    const first = await startGateway(settings, stoppedTimers);
    const [one, two] = [
      await first.submit(rows('1'), { waitMs: 0 }),
      await first.submit(rows('2'), { waitMs: 0 }),
    ];
    await until(async () => (await first.statesOf(two.operation))[0] === 'AWAITING_CALLBACK');
    await first.close();

    let failures = 1;
    const next = await startGateway(settings, {
      directory: first.directory,
      change: (opened) => ({
        ...opened,
        recover: async () => {
          const found = await opened.recover();
          const [early, ...others] = found.awaited;
          if (!early) throw new Error('Nothing is awaited');
          const earlyCallback = { id: 'v-1', applied: ['1'] };
          return { ...found, awaited: [{ ...early, earlyCallback }, ...others] };
        },
        requestById: async (id) => {
          failures -= 1;
          if (failures >= 0) throw new JournalUnavailable(new Error('away'));
          return opened.requestById(id);
        },
      }),
    });
    await next.recover();
    await until(async () => (await next.statesOf(one.operation))[0] === 'APPLIED');
    await until(async () => (await next.statesOf(two.operation))[0] === 'OUTCOME_UNKNOWN');
  });

  it('ends requests whose deadline passed during the stop', async () => {
    const first = await startGateway({ callsBack: true, limits: { callbackTimeoutMs: 1 } }, stoppedTimers);
    const { operation } = await first.submit(rows('1'), { waitMs: 0 });
    await until(async () => (await first.statesOf(operation))[0] === 'AWAITING_CALLBACK');
    await first.close();
    const next = await startGateway({ callsBack: true }, { directory: first.directory });
    await next.recover();
    await until(async () => (await next.statesOf(operation))[0] === 'OUTCOME_UNKNOWN');
  });

  it('waits no longer for a callback if the clock was set back', async () => {
    const settings = { callsBack: true, limits: { callbackTimeoutMs: 40 } };
    const first = await startGateway(settings, stoppedTimers);
    const { operation } = await first.submit(rows('1'), { waitMs: 0 });
    await until(async () => (await first.statesOf(operation))[0] === 'AWAITING_CALLBACK');
    await first.close();
    const clock = { ...systemClock, now: () => Date.now() - 3_600_000 };
    const next = await startGateway(settings, { directory: first.directory, clock });
    await next.recover();
    await until(async () => (await next.statesOf(operation))[0] === 'OUTCOME_UNKNOWN');
  });
});

const stoppedTimers = { clock: { now: Date.now, after: () => () => {} } };

describe('drain', () => {
  it('lets running requests finish and starts no new one', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { submit, sent, drain, statesOf, gateway, channel } = await startGateway({
      limits: { concurrency: 1 },
      behave: async (request, number) => {
        await held;
        return appliesAll(request, number);
      },
    });
    const one = await submit(rows('1'), { waitMs: 0 });
    await until(() => sent.length === 1);
    const two = await submit(rows('2'), { waitMs: 0 });
    await until(() => gateway.healthOf(channel).queuedItems === 1);
    // It waits for a slot too.
    await new Promise((resolve) => setImmediate(resolve));
    let drained = false;
    const draining = drain().then(() => {
      drained = true;
    });
    const three = await submit(rows('3'), { waitMs: 0 });
    expect(drained).toBe(false);
    answer();
    await draining;
    // Long enough for a request that was started by mistake.
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await statesOf(one.operation)).toEqual(['APPLIED']);
    expect([...(await statesOf(two.operation)), ...(await statesOf(three.operation))]).toEqual([
      'QUEUED',
      'QUEUED',
    ]);
    expect(sent).toHaveLength(1);
  });

  it('resolves at once if nothing is running', async () => {
    const { drain } = await startGateway();
    await drain();
  });
});
