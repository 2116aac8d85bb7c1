import type { Gateway } from '../../client/gateway.ts';
import { ImportStock } from '../documents.ts';
import type { StockQuantityInput } from '../generated/graphql.ts';
import { type Outcome, outcomesOfResults } from './outcome.ts';
import type { Send, Sent } from './pipeline.ts';
import { refusedWith, stopped, waitOf } from './replies.ts';

/** Refusals that a smaller mutation avoids. */
const tooLarge: ReadonlySet<string | null> = new Set([
  'PAYLOAD_TOO_LARGE',
  'TOO_MANY_ITEMS',
  'TOO_MANY_VALUES',
  'QUERY_TOO_COMPLEX',
  'RESPONSE_TOO_LARGE',
]);

export type Check = {
  readonly send: Send;
  /** The most items that the gateway took in one mutation. */
  batch(): number;
};

/**
 * Checks chunks with `dryRun`: the gateway accepts nothing. If it refuses a mutation because of its size, the check
 * goes on with smaller ones, so it also finds the size that the import may send.
 */
export const createCheck = (gateway: Gateway, firstBatch: number): Check => {
  let batch = firstBatch;

  const checkPart = async (items: readonly StockQuantityInput[]): Promise<Sent> => {
    const reply = await gateway.ask(ImportStock, { input: { items: [...items], dryRun: true } }, waitOf);
    if (reply.type === 'refused' && tooLarge.has(reply.code) && items.length > 1) {
      batch = Math.min(batch, Math.ceil(items.length / 2));
      return checkAll(items);
    }
    if (reply.type !== 'data') return stopped(reply);
    const payload = reply.data.setStock;
    const error = payload?.userErrors[0];
    if (error?.code === 'TOO_MANY_ITEMS' && items.length > 1) {
      const half = Math.ceil(items.length / 2);
      const limit = error.limit ?? half;
      batch = Math.min(batch, limit < items.length ? Math.max(1, limit) : half);
      return checkAll(items);
    }
    if (error) return refusedWith(error);
    return {
      type: 'done',
      outcomes: outcomesOfResults(payload?.results ?? [], ''),
    };
  };

  const checkAll = async (items: readonly StockQuantityInput[]): Promise<Sent> => {
    const outcomes: Outcome[] = [];
    let rest = items;
    while (rest.length > 0) {
      const part = rest.slice(0, batch);
      rest = rest.slice(part.length);
      const sent = await checkPart(part);
      if (sent.type === 'stopped') return sent;
      outcomes.push(...sent.outcomes);
    }
    return { type: 'done', outcomes };
  };

  return { send: ({ items }) => checkAll(items), batch: () => batch };
};
