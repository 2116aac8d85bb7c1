import { type Http, type HttpCall, type HttpResult, jsonBody } from '../http.ts';
import type { Unavailable } from '../http-answer.ts';
import type { Tokens } from './token.ts';
import type { BulkRequest } from './wire.ts';

/** What came of a call, or why there was no token for it. */
export type ClientResult = HttpResult | Unavailable;

export type StockQuery = {
  readonly productId: string | null;
  readonly storeId: string | null;
  /** From 1. */
  readonly page: number;
};

export type SmaregiClient = {
  setStocks(request: BulkRequest, mayStart: () => boolean): Promise<ClientResult>;
  readStock(query: StockQuery): Promise<ClientResult>;
};

/** Rows of a page of GET /stock; the vendor gives no more. */
export const stockPageSize = 1000;

const stockPath = ({ productId, storeId, page }: StockQuery): string => {
  const query = new URLSearchParams({
    ...(productId !== null && { product_id: productId }),
    ...(storeId !== null && { store_id: storeId }),
    limit: String(stockPageSize),
    page: String(page),
  });
  return `/stock?${query}`;
};

export const createClient = (http: Http, tokens: Tokens): SmaregiClient => {
  const sendWith = (token: string, call: Omit<HttpCall, 'headers'>): Promise<HttpResult> =>
    http.request({ ...call, headers: { authorization: `Bearer ${token}` } });

  /** A token may end before its time: after a 401 a new one is fetched and the call sent once more, no oftener. */
  const send = async (call: Omit<HttpCall, 'headers'>): Promise<ClientResult> => {
    const first = await tokens.get();
    if (first.type === 'unavailable') return first;
    const result = await sendWith(first.token, call);
    if (result.type !== 'answer' || result.status !== 401 || !tokens.drop(first.token)) return result;
    const second = await tokens.get();
    return second.type === 'unavailable' ? second : sendWith(second.token, call);
  };

  return {
    /** Page '在庫一括更新', PATCH /stock/bulk. */
    setStocks: (request, mayStart) =>
      send({
        method: 'PATCH',
        endpoint: '/stock/bulk',
        path: '/stock/bulk',
        body: jsonBody(request),
        rows: request.stock.length,
        mayStart,
      }),
    /** The stock list, GET /stock. */
    readStock: (query) =>
      send({ method: 'GET', endpoint: '/stock', path: stockPath(query), body: null, rows: 0 }),
  };
};
