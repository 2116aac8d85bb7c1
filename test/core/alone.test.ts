import { expect, it } from 'vitest';
import { systemClock } from '../../src/ports/clock.ts';
import { JournalUnavailable } from '../../src/ports/journal-unavailable.ts';
import { row, startGateway, until } from '../support/gateway.ts';

it('claims the items of a mutation that is alone before that is committed, and sends them after', async () => {
  const steps: string[] = [];
  const { submit, sent } = await startGateway(
    {},
    {
      change: (opened) => ({
        ...opened,
        accept: async (...about) => {
          const acceptance = await opened.accept(...about);
          steps.push(`accepted, ${sent.length} sent`);
          return acceptance;
        },
        claim: (...about) => {
          steps.push('claim');
          return opened.claim(...about);
        },
      }),
    },
  );
  const { operation } = await submit([row('1', 7)]);
  expect(operation.appliedCount).toBe(1);
  expect(steps).toEqual(['claim', 'accepted, 0 sent']);
  expect(sent).toHaveLength(1);
});

it('sends nothing of a mutation that can not be committed, and goes on with the next', async () => {
  let isFull = true;
  let claims = 0;
  const { submit, sent, gateway, channel, lines } = await startGateway(
    {},
    {
      change: (opened) => ({
        ...opened,
        accept: (draft, meanwhile) =>
          opened.accept(draft, (acceptance) => {
            meanwhile?.(acceptance);
            if (isFull) throw new JournalUnavailable(new Error('The disk is full'));
          }),
        claim: async (...about) => {
          const claimed = await opened.claim(...about);
          claims += 1;
          return claimed;
        },
      }),
    },
  );
  await expect(submit([row('1', 7)])).rejects.toThrow(JournalUnavailable);
  const nothing = { itemsUnderWay: 0, queuedItems: 0, oldestQueued: null, requestsInFlight: 0 };
  await until(() => gateway.healthOf(channel).requestsInFlight === 0);
  expect(gateway.healthOf(channel)).toMatchObject(nothing);
  isFull = false;
  const { operation } = await submit([row('2', 8)]);
  expect(operation.appliedCount).toBe(1);
  // That of the first was none, and is not tried again.
  expect(claims).toBe(1);
  expect(sent.map((one) => one.rows)).toMatchObject([[{ productId: '2', quantity: 8 }]]);
  expect(lines.error).toHaveLength(1);
});

it('is told at once of what ends before it is sent', async () => {
  // Nobody looks whether an end was missed.
  const clock = {
    ...systemClock,
    after: (ms: number, task: () => void) => (ms === 50 ? () => {} : systemClock.after(ms, task)),
  };
  const { submit, sent } = await startGateway({}, { clock });
  await submit([{ ...row('1', 7), observedAt: new Date(2_000) }]);
  const late = await submit([{ ...row('1', 9), observedAt: new Date(1_000) }]);
  expect(late.items.map(({ progress }) => progress.state)).toEqual(['SUPERSEDED']);
  expect(sent).toHaveLength(1);
});
