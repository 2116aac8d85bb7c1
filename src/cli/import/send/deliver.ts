import { setTimeout as delay } from 'node:timers/promises';
import type { Gateway } from '../../client/gateway.ts';
import { ImportOutcomes, ImportProgress, ImportStock } from '../documents.ts';
import type { ImportStockMutation } from '../generated/graphql.ts';
import { outcomesOfResults } from './outcome.ts';
import type { Send, Sent } from './pipeline.ts';
import { refusedWith, stopped, waitOf } from './replies.ts';

export type DeliveryOptions = {
  readonly gateway: Gateway;
  /** The idempotency key of the chunk that begins after so many rows. */
  readonly keyOf: (firstRow: number) => string;
  /** Whether rows may have been accepted before: by an interrupted run of this import. */
  readonly isResumed: boolean;
  /** Whether a row is reported only when its outcome is final. */
  readonly waits: boolean;
  /** Called once, with the first operation that was accepted, before any other chunk is sent. */
  readonly onFirst: (operationId: string) => void;
  readonly stopping: AbortSignal;
};

/** A vendor that answers at once is reported by the mutation itself. The others are polled. */
const waitMs = 1_000;
const firstPollMs = 500;
const lastPollMs = 5_000;

type Payload = NonNullable<ImportStockMutation['setStock']>;

const refused = (reason: string, code: string | null): Sent => stopped({ type: 'refused', reason, code });

/** Sends chunks with an idempotency key each, and follows each operation to its end. */
export const createDelivery = ({
  gateway,
  keyOf,
  isResumed,
  waits,
  onFirst,
  stopping,
}: DeliveryOptions): Send => {
  let isFirst = true;

  /** Polls the operation until it has ended. */
  const outcomesAtEnd = async (operationId: string): Promise<Sent> => {
    for (let pollMs = firstPollMs; ; pollMs = Math.min(lastPollMs, pollMs * 1.5)) {
      const isOver = await delay(pollMs, false, { signal: stopping }).catch(() => true);
      if (isOver) return stopped({ type: 'stopped' });
      const state = await gateway.ask(ImportProgress, { id: operationId });
      if (state.type !== 'data') return stopped(state);
      if (state.data.operation?.status !== 'RUNNING') break;
    }
    const reply = await gateway.ask(ImportOutcomes, { id: operationId });
    if (reply.type !== 'data') return stopped(reply);
    const nodes = reply.data.operation?.results.nodes;
    if (nodes) return { type: 'done', outcomes: outcomesOfResults(nodes, operationId) };
    return refused(
      `The gateway does not have the operation ${operationId} any more. Is it another gateway, or a key of another client?`,
      'UNKNOWN_OPERATION',
    );
  };

  /** Why the first chunk shows that this file was imported before. Null if it does not show it. */
  const wasImported = ({ operation, replayed, userErrors }: Payload): Sent | null =>
    replayed || userErrors[0]?.code === 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
      ? stopped({ type: 'imported-before', at: operation?.createdAt ?? null })
      : null;

  return async ({ firstRow, items }, onAccepted) => {
    const input = { items: [...items], idempotencyKey: keyOf(firstRow), waitMs };
    const reply = await gateway.ask(ImportStock, { input }, waitOf);
    if (reply.type !== 'data') return stopped(reply);
    const payload = reply.data.setStock;
    if (!payload) return refused('The gateway answered without a payload.', null);
    // A request that was repeated may be a replay of itself.
    const objection = isFirst && !isResumed && !reply.isRepeated ? wasImported(payload) : null;
    if (objection) return objection;
    const [error] = payload.userErrors;
    if (error) return refusedWith(error);
    const operationId = payload.operation?.id;
    if (operationId === undefined) return refused('The gateway answered without an operation.', null);
    if (isFirst) onFirst(operationId);
    isFirst = false;
    onAccepted();
    if (waits && payload.results.some(({ status }) => status === 'PENDING'))
      return outcomesAtEnd(operationId);
    return { type: 'done', outcomes: outcomesOfResults(payload.results, operationId) };
  };
};
