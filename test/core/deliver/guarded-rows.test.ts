import { describe, expect, it, vi } from 'vitest';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import { asProductId } from '../../../src/domain/ids.ts';
import { appliedAt, refusedRow, shop } from '../../support/changes.ts';
import {
  answered,
  appliesAll,
  type Behaviour,
  type FakeSettings,
  refusesWith,
  unavailable,
} from '../../support/fake-channel.ts';
import { failureOf, progressOf, row, startGateway, until } from '../../support/gateway.ts';

const lost = unavailable({ mayHaveApplied: true });

/** A vendor with stock that is read and written. `behave` sees a request before it is applied. */
const readable = (
  first: Readonly<Record<string, number>>,
  behave: (...given: Parameters<Behaviour>) => 'apply' | 'lose' | Awaited<ReturnType<Behaviour>> = () =>
    'apply',
) => {
  const held = new Map(Object.entries(first));
  const reads: string[] = [];
  let failures = 0;
  const settings: FakeSettings = {
    limits: { retryForMs: 10_000 },
    readStock: async (keys) => {
      reads.push(keys.map(({ productId }) => productId).join(' '));
      failures -= 1;
      if (failures >= 0)
        return {
          type: 'unavailable',
          failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'The vendor is away.'),
        };
      const levels = keys.map(({ productId }) => {
        const quantity = held.get(productId);
        const key = { channel: shop, productId: asProductId(productId), locationId: null, optionId: null };
        return quantity === undefined
          ? null
          : { ...key, quantity, soldOut: null, observedAt: 4_000, source: 'VENDOR_READ' as const };
      });
      return { type: 'read', levels };
    },
    behave: (sent, number) => {
      const result = behave(sent, number);
      if (result !== 'apply' && result !== 'lose') return result;
      for (const { productId, quantity } of sent.rows) held.set(productId, quantity);
      return result === 'apply' ? appliesAll(sent, number) : lost;
    },
  };
  const failReads = (count: number): void => {
    failures = count;
  };
  return { settings, held, reads, failReads };
};

const ifFive = (productId: string, quantity: number) => row(productId, quantity, { ifQuantity: 5 });
const valuesSent = (sent: readonly { readonly rows: readonly { readonly quantity: number }[] }[]) =>
  sent.map(({ rows }) => rows.map(({ quantity }) => quantity));

describe('guarded items of a vendor with a read', () => {
  it('are compared with one read, and only those at their level are sent', async () => {
    const { settings, reads } = readable({ one: 5, two: 6 });
    const { submit, sent, logOf, journal } = await startGateway(settings);
    const { operation, items } = await submit([ifFive('one', 7), ifFive('two', 8), ifFive('three', 9)]);
    expect(items.map(({ progress }) => progress.state)).toEqual(['APPLIED', 'FAILED', 'FAILED']);
    expect(failureOf(items[1])).toMatchObject({
      code: 'STALE_QUANTITY',
      actual: { quantity: 6, source: 'VENDOR_READ' },
      guard: 'READ_BEFORE_WRITE',
    });
    expect(failureOf(items[2])).toMatchObject({ code: 'STALE_QUANTITY', actual: null });
    expect(reads).toEqual(['one two three']);
    expect(valuesSent(sent)).toEqual([[7]]);
    expect((await logOf(operation)).map(({ outcome }) => outcome)).toEqual(['HELD_BACK', 'ANSWERED']);
    const key = { channel: shop, productId: asProductId('two'), locationId: null, optionId: null };
    expect(await journal.stockLevels([key])).toMatchObject([{ quantity: 6, source: 'VENDOR_READ' }]);
  });

  it('send nothing if none is at its level', async () => {
    const { settings } = readable({ one: 6 });
    const { submit, sent, logOf } = await startGateway(settings);
    const { operation } = await submit([ifFive('one', 7)]);
    expect(operation).toMatchObject({ failedCount: 1 });
    expect(sent).toEqual([]);
    expect((await logOf(operation)).map(({ outcome }) => outcome)).toEqual(['HELD_BACK']);
  });

  it('are not in doubt after a bug in the comparison, because nothing was sent', async () => {
    const { settings, held } = readable({ one: 6 });
    const { submit, sent, journal } = await startGateway(settings);
    const recordRead = vi.spyOn(journal, 'recordRead').mockImplementationOnce(async () => {
      // Another writer sets the quantity that the item would set.
      held.set('one', 7);
      throw new Error('a bug');
    });
    const { items } = await submit([ifFive('one', 7)]);
    expect(failureOf(items[0])).toMatchObject({ code: 'STALE_QUANTITY', actual: { quantity: 7 } });
    expect(recordRead).toHaveBeenCalledTimes(2);
    expect(sent).toEqual([]);
  });

  it('do not keep other items waiting, and cause no read for them', async () => {
    const { settings, reads } = readable({ one: 5 });
    const { submit, sent } = await startGateway(settings);
    await submit([row('plain', 1), ifFive('one', 7)]);
    expect(reads).toEqual(['one']);
    expect(valuesSent(sent).toSorted()).toEqual([[1], [7]]);
  });

  it('are applied once if two clients expect the same level', async () => {
    const { settings, held } = readable({ one: 5 });
    const { submit } = await startGateway(settings);
    const both = await Promise.all([submit([ifFive('one', 7)]), submit([ifFive('one', 8)])]);
    expect(both.map(({ items }) => items[0]?.progress.state)).toEqual(['APPLIED', 'FAILED']);
    expect(held.get('one')).toBe(7);
  });

  it('are compared when their turn comes, after an earlier change', async () => {
    const { settings } = readable({ one: 1 });
    const { submit } = await startGateway(settings);
    const before = submit([row('one', 5)]);
    const { items } = await submit([ifFive('one', 7)]);
    expect(items[0]?.progress.state).toBe('APPLIED');
    expect((await before).items[0]?.progress.state).toBe('APPLIED');
  });

  it('wait for another try while the vendor cannot be read, and are never sent unchecked', async () => {
    const { settings, reads, failReads } = readable({ one: 5 });
    failReads(2);
    const { submit, sent } = await startGateway(settings);
    const { items } = await submit([ifFive('one', 7)]);
    expect(items[0]?.progress.state).toBe('APPLIED');
    expect(reads).toHaveLength(3);
    expect(sent).toHaveLength(1);
  });

  it('fail unsent if the vendor cannot be read for too long', async () => {
    const { settings, failReads } = readable({ one: 5 });
    failReads(Number.POSITIVE_INFINITY);
    const { submit, sent } = await startGateway({ ...settings, limits: { retryForMs: 300 } });
    const { items } = await submit([ifFive('one', 7)]);
    expect(failureOf(items[0])).toMatchObject({
      code: 'VENDOR_UNAVAILABLE',
      retryable: true,
      mayHaveApplied: false,
      message: expect.stringContaining('could not be read to compare it with ifQuantity'),
    });
    expect(sent).toEqual([]);
  });

  it('are not sent twice if the answer of an applied request is lost', async () => {
    const { settings, held } = readable({ one: 5 }, (_sent, number) => (number === 1 ? 'lose' : 'apply'));
    const { submit, sent } = await startGateway(settings);
    const { items } = await submit([ifFive('one', 7)]);
    expect(progressOf(items)).toMatchObject([{ state: 'APPLIED', evidence: 'VENDOR_READ' }]);
    expect(sent).toHaveLength(1);
    expect(held.get('one')).toBe(7);
  });

  it('are sent again if a lost request was not applied', async () => {
    const { settings, held } = readable({ one: 5 }, (_sent, number) => (number === 1 ? lost : 'apply'));
    const { submit, sent } = await startGateway(settings);
    const { items } = await submit([ifFive('one', 7)]);
    expect(progressOf(items)).toMatchObject([{ state: 'APPLIED', evidence: 'ACKNOWLEDGED_WRITE' }]);
    expect(sent).toHaveLength(2);
    expect(held.get('one')).toBe(7);
  });

  it('stay unknown if a sale may have followed a lost request', async () => {
    const vendor = readable({ one: 5 }, () => {
      vendor.held.set('one', 6);
      return lost;
    });
    const { submit, sent } = await startGateway(vendor.settings);
    const { items } = await submit([ifFive('one', 7)]);
    expect(progressOf(items)).toMatchObject([
      { state: 'OUTCOME_UNKNOWN', failure: { message: expect.stringContaining('is 6') } },
    ]);
    expect(sent).toHaveLength(1);
  });

  it('keep later guarded items of the target waiting while a try is in doubt', async () => {
    const { settings, held } = readable({ one: 5 }, (_sent, number) => (number === 1 ? lost : 'apply'));
    const { submit, sent } = await startGateway(settings);
    const both = await Promise.all([submit([ifFive('one', 7)]), submit([ifFive('one', 8)])]);
    expect(both.map(({ items }) => items[0]?.progress.state)).toEqual(['APPLIED', 'FAILED']);
    expect(valuesSent(sent)).toEqual([[7], [7]]);
    expect(held.get('one')).toBe(7);
  });

  it('are compared again in each part of a request that was refused as a whole', async () => {
    const { settings, reads } = readable({ one: 5, two: 5 }, (sent, number) =>
      sent.rows.some(({ productId }) => productId === 'one')
        ? (refusesWith('one')(sent, number) as never)
        : 'apply',
    );
    const { submit } = await startGateway(settings);
    const { items } = await submit([ifFive('one', 7), ifFive('two', 8)]);
    expect(items.map(({ progress }) => progress.state)).toEqual(['FAILED', 'APPLIED']);
    expect(reads).toEqual(['one two', 'one', 'two']);
  });

  it('are compared in doubt after a restart', async () => {
    const never = new Promise<never>(() => {});
    const { settings, held } = readable({ one: 5 }, () => 'apply');
    const first = await startGateway({
      ...settings,
      behave: ({ rows }) => {
        for (const { productId, quantity } of rows) held.set(productId, quantity);
        return never;
      },
    });
    const { operation } = await first.submit([ifFive('one', 7)], { waitMs: 0 });
    await until(() => first.sent.length === 1);
    await first.close();
    const next = await startGateway(settings, { directory: first.directory });
    await next.recover();
    await until(async () => (await next.statesOf(operation))[0] === 'APPLIED');
    expect(next.sent).toEqual([]);
  });
});

describe('guarded items of a vendor without a read', () => {
  it('are compared with the last acknowledged level', async () => {
    const { submit, sent } = await startGateway();
    await submit([row('one', 5), row('two', 6)]);
    const { items } = await submit([ifFive('one', 7), ifFive('two', 8), ifFive('three', 9)]);
    expect(items.map(({ progress }) => progress.state)).toEqual(['APPLIED', 'FAILED', 'FAILED']);
    expect(failureOf(items[1])).toMatchObject({ actual: { quantity: 6 }, guard: 'LAST_ACKNOWLEDGED' });
    expect(failureOf(items[2])?.message).toContain('Set the quantity once without ifQuantity');
    expect(valuesSent(sent)).toEqual([[5, 6], [7]]);
  });

  it('are applied once if two clients expect the same level, also while an answer is lost', async () => {
    const { submit, sent } = await startGateway({
      limits: { retryForMs: 10_000 },
      behave: (request, number) => (number === 2 ? lost : appliesAll(request, number)),
    });
    await submit([row('one', 5)]);
    const both = await Promise.all([submit([ifFive('one', 7)]), submit([ifFive('one', 8)])]);
    expect(both.map(({ items }) => items[0]?.progress.state)).toEqual(['APPLIED', 'FAILED']);
    expect(valuesSent(sent)).toEqual([[5], [7], [7]]);
  });

  it('are compared with the level before a refused change', async () => {
    const { submit } = await startGateway({
      behave: (request) =>
        answered(request, ({ quantity }) => (quantity === 9 ? refusedRow() : appliedAt(5_000))),
    });
    await submit([row('one', 5)]);
    const refused = submit([row('one', 9)]);
    const { items } = await submit([ifFive('one', 7)]);
    expect((await refused).items[0]?.progress.state).toBe('FAILED');
    expect(items[0]?.progress.state).toBe('APPLIED');
  });
});

describe('the idempotency key of a guarded item', () => {
  it('is another use with another condition', async () => {
    const { submit } = await startGateway();
    await submit([row('one', 5)]);
    await submit([ifFive('one', 7)], { key: 'k' });
    expect(await submit([ifFive('one', 7)], { key: 'k' })).toMatchObject({ replayed: true });
    await expect(submit([row('one', 7)], { key: 'k' })).rejects.toThrow('IDEMPOTENCY_KEY_PARAMETER_MISMATCH');
    await expect(submit([row('one', 7, { ifQuantity: 6 })], { key: 'k' })).rejects.toThrow(
      'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
    );
  });
});

describe('a dry run of guarded items', () => {
  const check = async (started: Awaited<ReturnType<typeof startGateway>>) => {
    const items = [ifFive('one', 7), ifFive('two', 8), ifFive('three', 9)];
    const checked = await started.gateway.check({ kind: 'STOCK_SET', channels: null, items });
    return checked.type === 'checked' ? checked.items.map(({ failure }) => failure?.code ?? 'VALID') : [];
  };

  it('compares them with the known level', async () => {
    const started = await startGateway();
    await started.submit([row('one', 5), row('two', 6)]);
    expect(await check(started)).toEqual(['VALID', 'STALE_QUANTITY', 'STALE_QUANTITY']);
    expect(started.sent).toHaveLength(1);
  });

  it('finds nothing against an unknown level if the vendor can be read', async () => {
    const { settings, reads } = readable({});
    const started = await startGateway(settings);
    await started.submit([row('one', 5), row('two', 6)]);
    expect(await check(started)).toEqual(['VALID', 'STALE_QUANTITY', 'VALID']);
    expect(reads).toEqual([]);
  });
});
