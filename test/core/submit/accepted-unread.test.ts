import { expect, it } from 'vitest';
import { AcceptedUnread } from '../../../src/core/gateway.ts';
import { anonymousClient } from '../../../src/domain/ids.ts';
import { JournalInDoubt, JournalUnavailable } from '../../../src/ports/journal/journal-unavailable.ts';
import { row, startGateway, until } from '../../support/gateway.ts';

const submission = {
  client: anonymousClient,
  channels: null,
  kind: 'STOCK_SET',
  items: [row('1', 7)],
  idempotencyKey: null,
  waitMs: 0,
} as const;

it('does not report a rejection if the journal became unavailable after the acceptance', async () => {
  let away = false;
  const { gateway, journal, sent } = await startGateway(
    {},
    {
      change: (opened) => ({
        ...opened,
        accept: async (draft) => {
          const acceptance = await opened.accept(draft);
          away = true;
          return acceptance;
        },
        operationSince: async (...about) => {
          if (away) throw new JournalUnavailable(new Error('away'));
          return opened.operationSince(...about);
        },
      }),
    },
  );
  const error = await gateway.submit(submission).catch((thrown: unknown) => thrown);
  if (!(error instanceof AcceptedUnread)) throw new Error(`Not AcceptedUnread: ${String(error)}`);
  await until(() => sent.length === 1);
  away = false;
  await until(async () => (await journal.operationSince(error.operationId, 0))?.operation.appliedCount === 1);
});

it('does not report an acceptance that the disk may have lost', async () => {
  const failed = new JournalInDoubt(new Error('The sync failed'));
  const { gateway } = await startGateway(
    {},
    { change: (opened) => ({ ...opened, operationSince: () => Promise.reject(failed) }) },
  );
  await expect(gateway.submit(submission)).rejects.toBe(failed);
});
