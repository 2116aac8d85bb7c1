import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextInQueue } from '../../../../src/core/decide/target-queue/next-in-queue.ts';
import {
  noWatermarks,
  type Watermarks,
  watermarksAfter,
  withKept,
} from '../../../../src/domain/changes/watermark.ts';
import { asOperationId, type OperationId } from '../../../../src/domain/ids.ts';
import { confirmationOf, productOf, stockOf } from '../../../support/changes.ts';
import {
  type End,
  expectedOf,
  type Held,
  heldAfter,
  programs,
  type Step,
  uncoveredOf,
} from '../../../support/stock-programs.ts';

type Entry = { -readonly [Field in keyof End]: End[Field] } & { readonly fails: boolean };

/** Runs a program by the rules alone, with watermarks as a journal keeps them. */
const run = (program: readonly Step[]) => {
  const entries: Entry[] = [];
  let held: Held = new Map();
  let watermarks: Watermarks = noWatermarks;
  let sent: { entry: Entry; kept: Watermarks } | null = null;
  const supersededAt: { end: End; ends: readonly End[] }[] = [];

  const send = (): void => {
    if (sent) return;
    const waiting = entries.filter(({ state }) => state === 'QUEUED');
    const { next, kept, superseded } = nextInQueue(
      waiting.map((entry) => ({ entry, operationId: entry.operationId, change: entry.change })),
      watermarks,
    );
    if (next) {
      next.state = 'SENDING';
      sent = { entry: next, kept };
    }
    const gone = superseded.map(({ entry, by }) =>
      Object.assign(entry, { state: 'SUPERSEDED' as const, by }),
    );
    // Those that superseded it may be superseded in the same decision, by changes that cover it too.
    for (const entry of gone)
      supersededAt.push({ end: { ...entry }, ends: entries.map((one) => ({ ...one })) });
  };
  const answer = (): void => {
    if (!sent) return;
    const { entry, kept } = sent;
    const { change } = entry;
    sent = null;
    entry.state = entry.fails ? 'FAILED' : 'APPLIED';
    if (entry.fails) return;
    held = heldAfter(held, withKept(change, kept));
    watermarks =
      change.kind === 'STOCK_SET'
        ? watermarksAfter(change, { watermarks, kept, by: entry.operationId })
        : noWatermarks;
  };

  for (const step of program) {
    if (step.type === 'accept') {
      const operationId: OperationId = asOperationId(entries.length + 1);
      entries.push({ operationId, change: step.change, fails: step.fails, state: 'QUEUED', by: null });
    } else if (step.type === 'send') send();
    else answer();
  }
  while (entries.some(({ state }) => state === 'QUEUED' || state === 'SENDING')) {
    send();
    answer();
  }
  return { entries, held, supersededAt };
};

describe('the changes of one target', () => {
  it('A5: leave the vendor with the newest observation of every value, in every order of arrival', () => {
    fc.assert(
      fc.property(programs('stock'), (program) => {
        const { entries, held } = run(program);
        expect(held).toEqual(expectedOf(entries));
      }),
      { numRuns: 5_000 },
    );
  });

  it('leave the vendor with the newest observations if some changes are whole products', () => {
    fc.assert(
      fc.property(programs('any'), (program) => {
        const { entries, held } = run(program);
        expect(held).toEqual(expectedOf(entries));
      }),
      { numRuns: 5_000 },
    );
  });

  it('A5: are superseded only by applied or waiting changes that cover all their values', () => {
    fc.assert(
      fc.property(programs('stock'), (program) => {
        for (const { end, ends } of run(program).supersededAt) expect(uncoveredOf(end, ends)).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('have one next change unless all are superseded, and no change is both', () => {
    const change = fc.constantFrom(
      stockOf('1', 1),
      stockOf('1', 2, { observedAt: 3 }),
      productOf('1'),
      confirmationOf('1'),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const waiting = changes.map((one, entry) => ({
          entry,
          operationId: asOperationId(entry + 1),
          change: one,
        }));
        const { next, superseded } = nextInQueue(waiting, noWatermarks);
        const gone = superseded.map(({ entry }) => entry);
        expect(next === null).toBe(changes.length === 0);
        expect(gone).not.toContain(next);
        expect(new Set(gone).size).toBe(gone.length);
        for (const { entry, by } of superseded) expect(by).toBeGreaterThan(entry + 1);
        expect(gone).not.toContain(changes.length - 1);
      }),
    );
  });
});
