import { randomUUID } from 'node:crypto';
import { Agent, request as post } from 'undici';
import type { Json } from '../core/endpoint.ts';
import type { Interceptor, PostResult } from '../core/interceptor.ts';
import type { ResultRow } from './ledger.ts';

type ProductAction = 'created' | 'edited' | 'deleted' | 'bulk-update' | 'bulk-deleted';

/** The events of a contract. The vendor's console stores their URL, and a header whose name and value the user chooses. */
export type Events = {
  sendTo(url: string | null): void;
  stock(rows: readonly ResultRow[]): void;
  products(action: ProductAction, productIds: readonly string[]): void;
  close(): Promise<void>;
};

type Options = {
  readonly contractId: string;
  readonly secret: string;
  readonly header: string;
};

/** The vendor waits this long for an answer. */
const answerTimeoutMs = 3000;

/** Events are sent once, and in no order. */
export const createEvents = (
  { contractId, secret, header }: Options,
  { deliverEvent }: Pick<Interceptor, 'deliverEvent'>,
): Events => {
  const agent = new Agent({ headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs });
  const closing = new AbortController();
  let target: string | null = null;

  const send = (event: string, content: { readonly [field: string]: Json }): void => {
    const url = target;
    if (url === null) return;
    const headers = {
      'content-type': 'application/json;charset=UTF-8',
      'smaregi-event': event,
      'smaregi-event-id': randomUUID(),
      'smaregi-contract-id': contractId,
      [header]: secret,
    };
    const postText = async (body: string): Promise<PostResult> => {
      try {
        const answer = await post(url, {
          ...{ method: 'POST', headers, body },
          ...{ signal: closing.signal, dispatcher: agent },
        });
        await answer.body.dump();
        return { status: answer.statusCode };
      } catch (error) {
        return { error: String(error) };
      }
    };
    void deliverEvent({ url, body: { contractId, event, ...content } }, postText, closing.signal);
  };

  return {
    sendTo: (url) => {
      target = url;
    },
    stock: (rows) => {
      const action = rows.length === 1 ? 'edited' : 'bulk-update';
      send('pos:stock', { action, ids: rows });
    },
    products: (action, productIds) => send('pos:products', { action, productIds }),
    close: () => {
      closing.abort();
      return agent.destroy();
    },
  };
};
