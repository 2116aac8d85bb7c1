import type { DatabaseSync } from 'node:sqlite';
import { accept, acceptanceOf, answerOf, isRetriedTwice } from '../../../core/decide/accept.ts';
import { cancel } from '../../../core/decide/cancel.ts';
import { claim } from '../../../core/decide/claim.ts';
import { type Decision, noWrites, requestWrite } from '../../../core/decide/data/writes.ts';
import { awaitCallback, isAwaited, isEarlyCallback, noteExchange } from '../../../core/decide/exchange.ts';
import { failover } from '../../../core/decide/failover.ts';
import { noNewestChanges } from '../../../core/decide/newest-change.ts';
import { resend } from '../../../core/decide/resend.ts';
import { settle } from '../../../core/decide/settle.ts';
import { asOperationId, asRequestId, type ClientId, type RequestId } from '../../../domain/ids.ts';
import type { ItemRef } from '../../../domain/operation.ts';
import type { StockLevel } from '../../../domain/stock.ts';
import type { Exchange, RequestOutcome } from '../../../domain/vendor-request.ts';
import type {
  Acceptance,
  EarlierUse,
  Idempotency,
  OperationDraft,
} from '../../../ports/journal/acceptance.ts';
import type { CancelCommand, Cancellation } from '../../../ports/journal/cancellation.ts';
import type { Changes } from '../../../ports/journal/changes.ts';
import type { Claim } from '../../../ports/journal/journal.ts';
import type {
  ClaimableState,
  Concluded,
  Recovery,
  RequestDraft,
  Settlement,
} from '../../../ports/journal/requests.ts';
import { allRights } from '../../webhook-rows.ts';
import type { Cache } from '../cache/cache.ts';
import { prepareHistory } from '../catalogue/history.ts';
import { prepareRecord } from '../catalogue/record.ts';
import { prepareCatalogueRows } from '../catalogue/rows.ts';
import type { BootRecord } from '../file/boot.ts';
import { prepareListeners, type WebhookListeners } from '../webhooks/listeners.ts';
import { prepareApply } from './apply.ts';
import { prepareLoad } from './load.ts';
import { preparePrune } from './prune.ts';

/** The ids that this process has assigned. The id of a rolled-back write is not used again. */
const createIds = (db: DatabaseSync) => {
  const lastOf = db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?');
  const counter = (table: string) => {
    let last = Number(lastOf.get(table)?.['seq'] ?? 0);
    return { peek: () => last + 1, take: () => ++last };
  };
  return { operations: counter('operations'), requests: counter('vendor_requests') };
};

/**
 * The commands of the journal, each inside a transaction of the caller: load what the command touches, decide, apply
 * the writes. The rules are those of `core/decide`.
 */
export const prepareCommands = (
  db: DatabaseSync,
  cache: Cache,
  boot: BootRecord,
  webhooks: WebhookListeners = prepareListeners(db, allRights),
) => {
  const rows = prepareCatalogueRows(db);
  const history = prepareHistory(db);
  const catalogue = prepareRecord(db, rows, history, webhooks);
  const load = prepareLoad(db, cache, rows);
  const { apply, insert } = prepareApply(db, cache, rows, history, webhooks);
  const ids = createIds(db);

  const carryOut = <Result>({ writes, result }: Decision<Result>): Result => {
    if (writes.opened) ids.requests.take();
    apply(writes);
    return result;
  };
  const nextRequestId = (): RequestId => asRequestId(ids.requests.peek());

  const earlierUse = (client: ClientId, idempotency: Idempotency): EarlierUse | null => {
    const first = load.firstUse(client, idempotency);
    return first && answerOf(first, idempotency);
  };

  return {
    earlierUse,

    accept: (draft: OperationDraft): Acceptance => {
      const earlier = draft.idempotency && earlierUse(draft.client, draft.idempotency);
      if (earlier) return earlier;
      if (draft.retryOf && isRetriedTwice(draft, load.hasRetries(draft.retryOf.operationId)))
        return { type: 'retried' };
      const newest = draft.retryOf ? load.newestChanges(draft.items) : noNewestChanges;
      const accepted = accept(draft, asOperationId(ids.operations.take()), newest);
      insert(draft, accepted);
      return acceptanceOf(accepted);
    },

    cancel: (command: CancelCommand): Cancellation =>
      carryOut(cancel(command, load.queuedOf(command.operationId))),

    claim: (items: readonly ItemRef[], draft: RequestDraft, from: ClaimableState): Claim =>
      carryOut(
        claim(
          { items, draft, from },
          load.queuedRows(items, draft.guard === 'LAST_ACKNOWLEDGED'),
          nextRequestId(),
        ),
      ),

    resend: (
      earlier: RequestId,
      rows: readonly ItemRef[],
      draft: RequestDraft,
      concluded: Concluded = 'CALLED_BACK',
    ): Claim['request'] =>
      carryOut(
        resend(
          { draft, concluded },
          { earlier: load.request(earlier), rows: load.items(rows) },
          nextRequestId(),
        ),
      ),

    awaitCallback: (id: RequestId, exchange: Exchange, at: number, deadline: number) =>
      carryOut(awaitCallback({ id, exchange, at, deadline }, load.request(id))),

    keepEarlyCallback: (id: RequestId, body: unknown): boolean => {
      if (!isEarlyCallback(load.request(id))) return false;
      apply({ ...noWrites, requests: [requestWrite(id, { earlyCallback: body })] });
      return true;
    },

    keepCallback: (id: RequestId, body: unknown): void => {
      if (isAwaited(load.request(id)))
        apply({ ...noWrites, requests: [requestWrite(id, { earlyCallback: body })] });
    },

    noteExchange: (
      id: RequestId,
      outcome: RequestOutcome,
      exchange: Exchange,
      at: number,
      mayHaveApplied = false,
    ): void => carryOut(noteExchange({ outcome, exchange, at, mayHaveApplied }, load.request(id))),

    settle: (settlement: Settlement): Changes =>
      carryOut(
        settle(settlement, {
          request: load.request(settlement.requestId),
          rows: load.queuedRows(settlement.rows),
          release: load.queuedRows(settlement.release ?? []),
          retry: load.queuedRows(settlement.retry ?? []),
        }),
      ),

    recordRead: (levels: readonly StockLevel[]): Changes =>
      catalogue.recordLevels(levels, { pass: null, refresh: true }),
    recordCatalogue: catalogue.record,
    hasNews: catalogue.hasNews,
    track: catalogue.track,
    removeFromCatalogue: catalogue.remove,

    recover: (): Recovery => {
      const { writes, recovery } = failover(load.abandoned(), {
        served: null,
        isQueuedInDoubt: boot.hasChanged(),
      });
      apply(writes);
      boot.begin();
      return recovery;
    },

    prune: preparePrune(db, cache, history),
    rolledBack: history.rolledBack,
  };
};
