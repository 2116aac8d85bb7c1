import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StockChange } from '../../../src/domain/changes/change.ts';
import type { SendResult } from '../../../src/ports/channel.ts';
import type { StockRead } from '../../../src/ports/vendor-reads.ts';
import { appliedAt, refusedRow, shop, unknownRow } from '../../support/changes.ts';
import { accepts, answered, type Behaviour, ok, type Sent } from '../../support/fake-channel.ts';
import { rows, startGateway } from '../../support/gateway.ts';

/** How a vendor handles a call of several rows if one of them is bad. */
const kinds = [
  /** The callback names the first bad row. */
  'named',
  /** The callback names no row, or one that the call does not have. */
  'unnamed',
  'out of range',
  /** The callback of a call with a bad row and others never comes. */
  'silent',
  /** The call is refused as a whole, with a status. */
  'refused',
  /** The answer counts the rows and names none. */
  'counted',
] as const;
type Kind = (typeof kinds)[number];

const statuses = [200, 400, 404, 409, 410, 413, 422];

const callsBack = (kind: Kind): boolean => ['named', 'unnamed', 'out of range', 'silent'].includes(kind);

type Program = {
  readonly kind: Kind;
  readonly status: number;
  /** Whether each row is bad. */
  readonly bad: readonly boolean[];
  /** Whether a read shows the applied value. */
  readonly reads: boolean;
};

const program: fc.Arbitrary<Program> = fc.record({
  kind: fc.constantFrom(...kinds),
  status: fc.constantFrom(...statuses),
  bad: fc.array(
    fc.integer({ min: 0, max: 3 }).map((die) => die === 0),
    { minLength: 1, maxLength: 7 },
  ),
  reads: fc.boolean(),
});

const run = async ({ kind, status, bad, reads }: Program) => {
  const isBad = (change: { readonly productId: string }): boolean => bad[Number(change.productId)] === true;
  const held = new Map<string, number>();
  const apply = (changes: readonly StockChange[]): void => {
    for (const change of changes) held.set(change.productId, change.quantity);
  };
  const ends: Promise<unknown>[] = [];
  let posts: ((number: number, body: unknown) => Promise<unknown>) | null = null;
  const post = (number: number, body: object): void => {
    const soon = new Promise((resolve) => setTimeout(resolve, 2));
    ends.push(soon.then(() => posts?.(number, { id: `v-${number}`, ...body })));
  };

  const takeForLater = (sent: Sent, number: number): void => {
    const first = sent.rows.findIndex(isBad);
    if (first < 0) {
      apply(sent.rows);
      post(number, { applied: sent.rows.map(({ productId }) => productId) });
      return;
    }
    if (kind === 'silent' && sent.rows.length > 1) return;
    if (kind === 'unnamed') post(number, { row: null });
    else post(number, { row: kind === 'out of range' ? sent.rows.length + 3 : first });
  };
  const behave: Behaviour = (sent, number): SendResult | Promise<SendResult> => {
    if (callsBack(kind)) {
      takeForLater(sent, number);
      return accepts(sent, number);
    }
    const isSpoilt = sent.rows.some(isBad);
    if (!isSpoilt) {
      apply(sent.rows);
      return answered(sent, () => appliedAt(5_000));
    }
    if (kind === 'counted' && sent.rows.length > 1) return answered(sent, () => unknownRow);
    if (kind === 'counted') return answered(sent, () => refusedRow());
    return {
      type: 'refused',
      rows: sent.rows.map(() => refusedRow()),
      exchange: { ...ok, httpStatus: status },
    };
  };
  const readStock = async (keys: readonly { readonly productId: string }[]): Promise<StockRead> => ({
    type: 'read',
    levels: keys.map(({ productId }) => {
      const quantity = held.get(productId);
      return quantity === undefined
        ? null
        : {
            channel: shop,
            productId: productId as StockChange['productId'],
            locationId: null,
            optionId: null,
            quantity,
            soldOut: null,
            observedAt: 5_000,
            source: 'VENDOR_READ',
          };
    }),
  });
  const started = await startGateway({
    behave,
    callsBack: callsBack(kind),
    limits: { callbackTimeoutMs: kind === 'silent' ? 60 : 20_000 },
    ...(reads && { readStock }),
  });
  posts = started.callBack;
  const { operation, items } = await started.submit(rows(...bad.map((_, at) => String(at))), {
    waitMs: 30_000,
  });
  await Promise.all(ends);
  await started.close();
  return { operation, states: items.map((item) => item.progress.state), calls: started.sent.length };
};

describe('a call whose rows share one outcome', () => {
  it('A9: gives every row the outcome that it has alone, within a limit of calls', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (one) => {
        const { states, calls } = await run(one);
        expect(states).toEqual(one.bad.map((isBad) => (isBad ? 'FAILED' : 'APPLIED')));
        // Halving takes at most 2n - 1 calls, plus one call per row if the vendor leaves rows unknown.
        expect(calls).toBeLessThanOrEqual(3 * one.bad.length - 1);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
