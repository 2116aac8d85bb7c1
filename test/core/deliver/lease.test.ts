import { expect, it } from 'vitest';
import { appliesAll, unavailable } from '../../support/fake-channel.ts';
import { rows, startGateway, until } from '../../support/gateway.ts';

it('sends nothing that another gateway may own, and requeues it', async () => {
  let lostAt = Number.POSITIVE_INFINITY;
  const { submit, sent, statesOf, logOf } = await startGateway(
    {},
    { change: (journal) => ({ ...journal, holdsLease: (since) => since > lostAt }) },
  );
  const { operation } = await submit(rows('1'), { waitMs: 50 });
  expect(sent).toEqual([]);
  expect((await statesOf(operation))[0]).toMatch(/QUEUED|SENDING/u);
  lostAt = performance.now();
  await until(async () => (await statesOf(operation))[0] === 'APPLIED');
  expect(sent).toHaveLength(1);
  expect((await logOf(operation)).map(({ outcome }) => outcome).slice(-2)).toEqual([
    'INTERRUPTED',
    'ANSWERED',
  ]);
});

it('checks the lease before each try, not only before the first', async () => {
  let isHeld = true;
  const { submit, sent, statesOf } = await startGateway(
    {
      behave: (request, number) => {
        isHeld = number > 1;
        return number === 1
          ? unavailable({ mayHaveApplied: true, httpStatus: 500 })
          : appliesAll(request, number);
      },
    },
    { change: (journal) => ({ ...journal, holdsLease: () => isHeld }) },
  );
  const { operation } = await submit(rows('1'), { waitMs: 400 });
  expect(sent).toHaveLength(1);
  isHeld = true;
  await until(async () => (await statesOf(operation))[0] === 'APPLIED');
  expect(sent).toHaveLength(2);
});
