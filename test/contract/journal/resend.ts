import { describe, expect, it } from 'vitest';
import { appliedAt, refusedRow, stockOf } from '../../support/changes.ts';
import {
  itemsOf,
  type OpenJournal,
  opened,
  refsOf,
  requestDraft,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

export const describeResend = (open: OpenJournal): void => {
  describe('resend', () => {
    it('opens another request with the rows, which stay in flight', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)]);
      const again = some(
        await journal.resend(request.id, request.rows.slice(1), requestDraft({ sentAt: 2_200 })),
      );

      expect(again.id).not.toBe(request.id);
      expect(again.rows).toEqual(request.rows.slice(1));
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING', 'SENDING']);
      const [log] = await journal.requestsOf([operation.id]);
      expect(log?.map(({ id, attempt, rowCount, sentAt }) => ({ id, attempt, rowCount, sentAt }))).toEqual([
        { id: request.id, attempt: 1, rowCount: 2, sentAt: 2_000 },
        { id: again.id, attempt: 2, rowCount: 1, sentAt: 2_200 },
      ]);
    });

    it('leaves out rows that ended or moved, and returns null if none is left', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1), stockOf('2', 2), stockOf('3', 3)]);
      const [first, second, third] = request.rows;
      if (!first || !second || !third) throw new Error('Three rows were sent');
      await journal.resend(request.id, [first], requestDraft());
      await journal.settle({
        requestId: request.id,
        at: 3_000,
        outcome: 'ANSWERED',
        exchange: null,
        rows: [{ ...second, outcome: appliedAt(3_000) }],
      });
      const left = some(await journal.resend(request.id, request.rows, requestDraft()));
      expect(refsOf(left.rows)).toEqual(refsOf([third]));
      expect(await journal.resend(request.id, request.rows, requestDraft())).toBeNull();
    });

    it('sends a row again once for concurrent calls', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)]);
      const tries = await Promise.all(
        [1, 2, 3].map(() => journal.resend(request.id, request.rows, requestDraft())),
      );
      expect(tries.filter((one) => one !== null)).toHaveLength(1);
    });

    it('ends a request as called back once none of its rows waits for the callback', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)], { callbackHash: 'h' });
      await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 2_500, 7_000);
      await journal.resend(request.id, request.rows.slice(1), requestDraft());
      expect((await journal.requestById(request.id))?.outcome).toBe('AWAITING_CALLBACK');
      await journal.resend(request.id, request.rows, requestDraft());
      expect((await journal.requestById(request.id))?.outcome).toBe('CALLED_BACK');
    });

    it('A9: ends it as timed out if the deadline was the reason', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)], { callbackHash: 'h' });
      await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 2_500, 7_000);
      for (const [at, row] of request.rows.entries()) {
        expect((await journal.requestById(request.id))?.outcome).toBe('AWAITING_CALLBACK');
        const draft = requestDraft({ callbackHash: `h${at}` });
        expect(some(await journal.resend(request.id, [row], draft, 'TIMED_OUT')).rows).toHaveLength(1);
      }
      expect((await journal.requestById(request.id))?.outcome).toBe('TIMED_OUT');
    });

    it.each([
      ['in doubt after a missing callback', 'TIMED_OUT', true],
      ['not in doubt after a callback that reports a failure', 'CALLED_BACK', false],
    ] as const)('leaves its rows %s', async (_, concluded, mayHaveApplied) => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'h' });
      await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 3_000, 7_000);
      const again = await journal.resend(
        request.id,
        request.rows,
        requestDraft({ callbackHash: 'h2' }),
        concluded,
      );
      await settleAll(journal, some(again), refusedRow());
      const [item] = await itemsOf(journal, operation.id);
      expect(item?.progress).toMatchObject({ state: 'FAILED', failure: { mayHaveApplied } });
    });
  });
};
