import { describe, expect, it } from 'vitest';
import { asRequestId } from '../../../src/domain/ids.ts';
import { noChanges } from '../../../src/ports/journal/changes.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { appliedAt, stockOf } from '../../support/changes.ts';
import {
  type OpenJournal,
  opened,
  operationOf,
  requestDraft,
  send,
  settleAll,
  some,
  statesOf,
  type Taken,
} from './given.ts';

const answered = { httpStatus: 202, vendorRequestId: 'v-1' };
const awaitCallback = (journal: Journal, { id }: Taken) => journal.awaitCallback(id, answered, 2_500, 7_000);

export const describeRequests = (open: OpenJournal): void => {
  describe('awaitCallback', () => {
    it('makes the items wait until the new deadline, and notifies subscribers', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
      const { changes, earlyCallback } = await awaitCallback(journal, request);

      expect(earlyCallback).toBeNull();
      expect(changes).toEqual({ ...noChanges, operations: [operation.id] });
      expect((await operationOf(journal, operation.id)).sequence).toBe(2);
      const since = await journal.operationSince(operation.id, 1);
      expect(since?.items.map((item) => item.progress)).toEqual([
        { state: 'AWAITING_CALLBACK', deadline: 7_000 },
      ]);
      expect(await journal.requestById(request.id)).toMatchObject({
        outcome: 'AWAITING_CALLBACK',
        vendorRequestId: 'v-1',
        deadline: 7_000,
      });
    });

    it('ignores rows that ended or moved to another request', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1), stockOf('2', 2), stockOf('3', 3)]);
      await journal.resend(request.id, request.rows.slice(0, 1), requestDraft());
      await settleAll(journal, { ...request, rows: request.rows.slice(1, 2) });
      await awaitCallback(journal, request);
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING', 'APPLIED', 'AWAITING_CALLBACK']);
    });

    it('rejects for an unknown request', async () => {
      const { journal } = await opened(open);
      await expect(journal.awaitCallback(asRequestId(77), answered, 1, 2)).rejects.toThrow('77');
    });

    it('returns the callback that came before the answer', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
      expect(await journal.keepEarlyCallback(request.id, { said: ['done'] })).toBe(true);
      expect((await awaitCallback(journal, request)).earlyCallback).toEqual({ said: ['done'] });
    });

    it('makes the rows wait that the early callback did not name', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)], {
        callbackHash: 'hash',
      });
      const lost = { httpStatus: null, vendorRequestId: null };
      await journal.noteExchange(request.id, 'UNAVAILABLE', lost, 2_050, true);
      await journal.settle({
        requestId: request.id,
        at: 2_060,
        outcome: 'CALLED_BACK',
        exchange: null,
        rows: request.rows.slice(0, 1).map((row) => ({ ...row, outcome: appliedAt(2_060) })),
      });
      await awaitCallback(journal, request);
      expect(await statesOf(journal, operation.id)).toEqual(['APPLIED', 'AWAITING_CALLBACK']);
      const [log] = await journal.requestsOf([operation.id]);
      expect(log).toMatchObject([{ outcome: 'AWAITING_CALLBACK' }]);
    });

    it('returns the callback again if the first answer was lost', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
      await journal.keepEarlyCallback(request.id, { said: ['done'] });
      await awaitCallback(journal, request);
      expect((await awaitCallback(journal, request)).earlyCallback).toEqual({ said: ['done'] });
    });
  });

  describe('keepEarlyCallback', () => {
    it('refuses a callback after the vendor has answered', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
      await awaitCallback(journal, request);
      expect(await journal.keepEarlyCallback(request.id, {})).toBe(false);
      expect((await journal.requestById(request.id))?.earlyCallback).toBeNull();
    });

    it('refuses a callback after the try was given up', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
      await journal.noteExchange(
        request.id,
        'UNAVAILABLE',
        { httpStatus: null, vendorRequestId: null },
        2_500,
      );
      expect(await journal.keepEarlyCallback(request.id, {})).toBe(false);
    });
  });

  describe('requestByCallback and requestById', () => {
    it('return the rows as they were sent, with their current states', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)], { callbackHash: 'hash' });
      await awaitCallback(journal, request);
      await journal.resend(request.id, request.rows.slice(0, 1), requestDraft());

      const found = await journal.requestByCallback('hash');
      const [first, second] = request.rows.map(({ retry: _, ...row }) => row);
      expect(found).toEqual({
        id: request.id,
        channel: 'shop',
        callbackHash: 'hash',
        kind: 'STOCK_SET',
        attempt: 1,
        sentAt: 2_000,
        deadline: 7_000,
        vendorRequestId: 'v-1',
        earlyCallback: null,
        outcome: 'AWAITING_CALLBACK',
        rows: [
          { ...first, state: 'SENDING', current: false },
          { ...second, state: 'AWAITING_CALLBACK', current: true },
        ],
      });
      expect(await journal.requestById(request.id)).toEqual(found);
    });

    it('return null for another secret or id', async () => {
      const { journal } = await opened(open);
      await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
      expect(await journal.requestByCallback('has')).toBeNull();
      expect(await journal.requestById(asRequestId(99))).toBeNull();
    });
  });

  describe('noteExchange and requestsOf', () => {
    it('record the exchange of each request, oldest first, and end no row', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      await journal.noteExchange(request.id, 'UNAVAILABLE', { httpStatus: 503, vendorRequestId: 'x' }, 2_400);
      const again = some(await journal.resend(request.id, request.rows, requestDraft({ sentAt: 2_600 })));
      await journal.noteExchange(again.id, 'UNAVAILABLE', { httpStatus: null, vendorRequestId: null }, 2_700);

      const shared = { channel: 'shop', kind: 'STOCK_SET', rowCount: 1, outcome: 'UNAVAILABLE' };
      const first = {
        ...shared,
        id: request.id,
        attempt: 1,
        sentAt: 2_000,
        answeredAt: 2_400,
        httpStatus: 503,
      };
      const second = {
        ...shared,
        id: again.id,
        attempt: 2,
        sentAt: 2_600,
        answeredAt: null,
        httpStatus: null,
      };
      expect(await journal.requestsOf([operation.id])).toEqual([
        [
          { ...first, vendorRequestId: 'x' },
          { ...second, vendorRequestId: null },
        ],
      ]);
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING']);
    });

    it('list a request of several operations in the log of each', async () => {
      const { journal } = await opened(open);
      const one = await send(journal, [stockOf('1', 1)]);
      const two = await send(journal, [stockOf('2', 1)]);
      await settleAll(journal, one.request);
      const logs = await journal.requestsOf([two.operation.id, one.operation.id, asUnknown(99)]);
      expect(logs.map((log) => log.map(({ id }) => id))).toEqual([[two.request.id], [one.request.id], []]);
    });
  });
};

const asUnknown = (id: number) => id as Parameters<Journal['requestsOf']>[0][number];
