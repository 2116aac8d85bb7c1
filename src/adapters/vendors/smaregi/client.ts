import type { Delivery } from '../../../ports/channel.ts';
import type { StartCall } from '../../../ports/vendor-reads.ts';
import type { Unavailable } from '../http/answer.ts';
import { type Http, type HttpCall, type HttpResult, jsonBody } from '../http/client.ts';
import type { Tokens } from './token.ts';
import { type BulkRequest, stockPageSize } from './wire.ts';

/** What came of a call, or why there was no token for it. */
export type ClientResult = HttpResult | Unavailable;

export type StockQuery = {
  readonly productId: string | null;
  readonly storeId: string | null;
  /** From 1. */
  readonly page: number;
};

/** Each function has the start of its first request already, and asks `startCall` for those of further ones. */
export type SmaregiClient = {
  setStocks(request: BulkRequest, delivery: Pick<Delivery, 'mayStart' | 'startCall'>): Promise<ClientResult>;
  readStock(query: StockQuery, startCall: StartCall): Promise<ClientResult>;
};

const stockPath = ({ productId, storeId, page }: StockQuery): string => {
  const query = new URLSearchParams({
    ...(productId !== null && { product_id: productId }),
    ...(storeId !== null && { store_id: storeId }),
    limit: String(stockPageSize),
    page: String(page),
  });
  return `/stock?${query}`;
};

const now: StartCall = (call) => call();

export const createClient = (http: Http, tokens: Tokens): SmaregiClient => {
  const sendWith = (token: string, call: Omit<HttpCall, 'headers'>): Promise<HttpResult> =>
    http.request({ ...call, headers: { authorization: `Bearer ${token}` } });

  /** A token may expire early. After a 401 the call is sent once again with a new token. */
  const send = async (call: Omit<HttpCall, 'headers'>, startCall: StartCall): Promise<ClientResult> => {
    const held = tokens.held();
    // A token call uses the start of its call, and the call then waits for another start.
    const first = held ?? (await tokens.get(now));
    if (first.type === 'unavailable') return first;
    const sendFirst = () => sendWith(first.token, call);
    const result = await (held ? sendFirst() : startCall(sendFirst));
    if (result.type !== 'answer' || result.status !== 401 || !tokens.drop(first.token)) return result;
    const second = await tokens.get(startCall);
    return second.type === 'unavailable' ? second : startCall(() => sendWith(second.token, call));
  };

  return {
    /** Page '在庫一括更新', PATCH /stock/bulk. */
    setStocks: (request, { mayStart, startCall }) =>
      send(
        {
          method: 'PATCH',
          endpoint: '/stock/bulk',
          path: '/stock/bulk',
          body: jsonBody(request),
          rows: request.stock.length,
          mayStart,
        },
        startCall,
      ),
    /** The stock list, GET /stock. */
    readStock: (query, startCall) =>
      send(
        {
          method: 'GET',
          endpoint: '/stock',
          path: stockPath(query),
          body: null,
          rows: 0,
          responseRows: stockPageSize,
        },
        startCall,
      ),
  };
};
