import { it } from 'vitest';
import { anonymousClient } from '../../src/domain/ids.ts';
import { AcceptedUnread } from '../../src/operations/accepted-unread.ts';
import { JournalUnavailable } from '../../src/ports/journal-unavailable.ts';
import { row, startGateway, until } from '../support/gateway.ts';

it('never says that nothing was accepted where the journal went away after the acceptance', async () => {
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
  const submission = {
    client: anonymousClient,
    channels: null,
    kind: 'STOCK_UPDATE',
    items: [row('1', 7)],
    idempotencyKey: null,
    waitMs: 0,
  } as const;
  const error = await gateway.submit(submission).catch((thrown: unknown) => thrown);
  if (!(error instanceof AcceptedUnread)) throw new Error(`Not told that it was accepted: ${String(error)}`);
  await until(() => sent.length === 1);
  away = false;
  await until(async () => (await journal.operationSince(error.operationId, 0))?.operation.appliedCount === 1);
});
