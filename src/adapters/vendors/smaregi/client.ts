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

export type ListName = 'products' | 'stores' | 'stock';

export type ListQuery = {
  readonly name: ListName;
  /** Rows of a page. */
  readonly limit: number;
  /** From 1. */
  readonly page: number;
  /** The vendor's fields; null for the vendor's default. */
  readonly sort: string | null;
  /** Only rows that changed in this time, by the vendor's clock in milliseconds. */
  readonly window: { readonly from: number; readonly to: number } | null;
};

/** The stock history of a product at a store, the newest entry first. */
export type ChangesQuery = {
  readonly productId: string;
  readonly storeId: string;
  /** Rows of a page. */
  readonly limit: number;
  /** From 1. */
  readonly page: number;
};

type SendBulk = (
  request: BulkRequest,
  delivery: Pick<Delivery, 'mayStart' | 'startCall'>,
) => Promise<ClientResult>;

/** Each function has the start of its first request already, and asks `startCall` for those of further ones. */
export type SmaregiClient = {
  setStocks: SendBulk;
  addStocks: SendBulk;
  readStock(query: StockQuery, startCall: StartCall): Promise<ClientResult>;
  readList(query: ListQuery, startCall: StartCall): Promise<ClientResult>;
  readProduct(productId: string, startCall: StartCall): Promise<ClientResult>;
  readChanges(query: ChangesQuery, startCall: StartCall): Promise<ClientResult>;
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

/** The vendor's time has whole seconds. The window grows to whole seconds. */
const timeText = (at: number): string => `${new Date(at).toISOString().slice(0, -'.000Z'.length)}+00:00`;
const windowOf = ({ from, to }: NonNullable<ListQuery['window']>) => ({
  'upd_date_time-from': timeText(Math.floor(from / 1000) * 1000),
  'upd_date_time-to': timeText(Math.ceil(to / 1000) * 1000),
});

const listPath = ({ name, limit, page, sort, window }: ListQuery): string => {
  const query = new URLSearchParams({
    ...(window !== null && windowOf(window)),
    ...(sort !== null && { sort }),
    limit: String(limit),
    page: String(page),
  });
  return `/${name}?${query}`;
};

const changesPath = ({ productId, storeId, limit, page }: ChangesQuery): string => {
  const query = new URLSearchParams({ sort: 'id:desc', limit: String(limit), page: String(page) });
  return `/stock/changes/${productId}/${storeId}?${query}`;
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

  const read = (
    call: { readonly endpoint: string; readonly path: string; readonly responseRows: number },
    startCall: StartCall,
  ): Promise<ClientResult> => send({ ...call, method: 'GET', body: null, rows: 0 }, startCall);

  const bulk =
    (method: 'PATCH' | 'POST', path: string): SendBulk =>
    (request, { mayStart, startCall }) =>
      send(
        { method, endpoint: path, path, body: jsonBody(request), rows: request.stock.length, mayStart },
        startCall,
      );

  return {
    /** Page '在庫一括更新', PATCH /stock/bulk. */
    setStocks: bulk('PATCH', '/stock/bulk'),
    /** POST /stock/add/bulk: relative quantities. */
    addStocks: bulk('POST', '/stock/add/bulk'),
    /** The stock list, GET /stock. */
    readStock: (query, startCall) =>
      read({ endpoint: '/stock', path: stockPath(query), responseRows: stockPageSize }, startCall),
    /** The lists of the catalogue: GET /products, /stores and /stock. */
    readList: (query, startCall) =>
      read({ endpoint: `/${query.name}`, path: listPath(query), responseRows: query.limit }, startCall),
    /** GET /products/{id}. */
    readProduct: (productId, startCall) =>
      read({ endpoint: '/products/{id}', path: `/products/${productId}`, responseRows: 1 }, startCall),
    /** GET /stock/changes/{product}/{store}. */
    readChanges: (query, startCall) =>
      read(
        { endpoint: '/stock/changes/{id}/{id}', path: changesPath(query), responseRows: query.limit },
        startCall,
      ),
  };
};
