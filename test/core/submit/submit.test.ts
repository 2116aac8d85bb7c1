import { expect, it } from 'vitest';
import { systemClock } from '../../../src/ports/clock.ts';
import { JournalUnavailable } from '../../../src/ports/journal/journal-unavailable.ts';
import { row, startGateway } from '../../support/gateway.ts';

it('sends nothing of a mutation that the journal refused, and accepts the next one', async () => {
  let isFull = true;
  const { submit, sent, gateway, channel, lines } = await startGateway(
    {},
    {
      change: (opened) => ({
        ...opened,
        accept: async (draft) => {
          if (isFull) throw new JournalUnavailable(new Error('The disk is full'));
          return opened.accept(draft);
        },
      }),
    },
  );
  await expect(submit([row('1', 7)])).rejects.toThrow(JournalUnavailable);
  const nothing = { itemsUnderWay: 0, queuedItems: 0, oldestQueued: null, requestsInFlight: 0 };
  expect(gateway.healthOf(channel)).toMatchObject(nothing);
  isFull = false;
  const { operation } = await submit([row('2', 8)]);
  expect(operation.appliedCount).toBe(1);
  expect(sent.map((one) => one.rows)).toMatchObject([[{ productId: '2', quantity: 8 }]]);
  expect(lines.error).toHaveLength(1);
});

it('returns the outcome of an item that ends before it is sent', async () => {
  // The periodic check for a missed outcome is off.
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
