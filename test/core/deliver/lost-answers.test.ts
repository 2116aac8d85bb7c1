import { describe, expect, it } from 'vitest';
import { asRequestId } from '../../../src/domain/ids.ts';
import { unavailable } from '../../support/fake-channel.ts';
import { rows, startGateway, until } from '../../support/gateway.ts';

describe('a lost answer', () => {
  const lost = unavailable({ mayHaveApplied: true });

  it('is replaced by a callback that came earlier', async () => {
    const { submit, callBack, sent } = await startGateway({
      callsBack: true,
      behave: async (_sent, number) => {
        await callBack(number, { id: 'v-x', applied: ['1'] });
        return lost;
      },
    });
    const { operation } = await submit(rows('1'));
    expect(operation).toMatchObject({ appliedCount: 1 });
    expect(sent).toHaveLength(1);
  });

  it('is replaced by a callback that comes before the next try', async () => {
    const { submit, callBack, sent, logOf, journal } = await startGateway({
      callsBack: true,
      // The next try is late enough for the callback to come first, even on a busy machine.
      behave: () => ({ ...lost, retryAfterMs: 5_000 }),
      limits: { retryForMs: 60_000 },
    });
    const submitted = submit(rows('1'));
    await until(() => sent.length === 1);
    await until(async () => (await journal.requestById(asRequestId(1)))?.outcome === 'UNAVAILABLE');
    expect(await callBack(1, { id: 'v-x', applied: ['1'] })).toBe('TAKEN');
    const { operation } = await submitted;
    expect(operation).toMatchObject({ appliedCount: 1 });
    expect((await logOf(operation))[0]).toMatchObject({ outcome: 'CALLED_BACK' });
  });
});
