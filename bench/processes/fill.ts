import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import { targetOf } from '../../src/domain/changes/change.ts';
import { anonymousClient, asChannelId } from '../../src/domain/ids.ts';
import type { OperationDraft } from '../../src/ports/journal/acceptance.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';
import { stockOf } from '../../test/support/changes.ts';
import { answerQuestions } from '../support/ask.ts';
import { itemsFrom } from '../support/requests.ts';

const itemsPerOperation = 100;
/** Operations whose writes share a commit. */
const operationsPerCommit = 200;
const channel = asChannelId('global-link');
const kind = 'STOCK_SET';

const draftOf = (first: number, now: number): OperationDraft => ({
  client: anonymousClient,
  kind,
  createdAt: now,
  deadline: now + 10_000,
  idempotency: null,
  items: itemsFrom(first, itemsPerOperation).map(({ productId, quantity }) => {
    const change = stockOf(productId, quantity, { channel });
    return { channel, target: targetOf(change), shape: 'stock', change };
  }),
});

/** One mutation's way through the journal, as the gateway itself leads it. */
const bringThrough = async (journal: Journal, first: number): Promise<void> => {
  const at = Date.now();
  const accepted = await journal.accept(draftOf(first, at));
  if (accepted.type !== 'accepted') throw new Error('The journal did not accept');
  const request = { channel, kind, sentAt: at, deadline: at + 10_000, callbackHash: null } as const;
  const claim = await journal.claim(accepted.queued, request, 'QUEUED');
  if (!claim.request) throw new Error('The journal gave no request');
  await journal.settle({
    requestId: claim.request.id,
    at,
    outcome: 'ANSWERED',
    exchange: { httpStatus: 200, vendorRequestId: null },
    rows: claim.request.rows.map(({ operationId, index }) => ({
      operationId,
      index,
      outcome: {
        state: 'APPLIED',
        receipt: { kind, vendorReference: null },
        evidence: 'ACKNOWLEDGED_WRITE',
        at,
      },
    })),
  });
};

/** Fills a new journal with stock changes that are at their end. */
const fill = async ({ directory, items }: { directory: string; items: number }): Promise<void> => {
  const journal = openSqliteJournal(directory);
  for (let first = 0; first < items; first += operationsPerCommit * itemsPerOperation) {
    const operations = Math.min(operationsPerCommit, Math.ceil((items - first) / itemsPerOperation));
    await Promise.all(
      Array.from({ length: operations }, (_, index) =>
        bringThrough(journal, first + index * itemsPerOperation),
      ),
    );
  }
  await journal.close();
};

answerQuestions({ fill });
