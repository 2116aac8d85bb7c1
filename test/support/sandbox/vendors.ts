import type { Answer, Json } from '../../../src/sandbox/core/endpoint.ts';
import type { IncomingCall } from '../../../src/sandbox/core/interceptor.ts';
import { type Controlled, createControl, type Equipment, type SandboxControl } from './control.ts';
import type { WebhookFault } from './faults.ts';
import { type Behaviour, defaultBehaviour } from './limits.ts';

/** Delays of a vendor from its start on. */
export type Delays = Partial<Pick<Behaviour, 'latencyMs' | 'callbackDelayMs'>>;

type Rows = readonly Json[];
type Fields = { readonly [field: string]: Json };

/** The bodies that the sandbox vendors send are objects with these fields. */
const fieldsOf = (body: Json): Fields => body as Fields;
const rowsOf = (body: Json | undefined): Rows => body as Rows;
const plus = (fields: Fields, changes: { readonly [field: string]: number }): Fields => ({
  ...fields,
  ...Object.fromEntries(Object.entries(changes).map(([field, by]) => [field, Number(fields[field]) + by])),
});

/** A success that is counted as a failure. */
const oneFailed = (body: Json): Fields => plus(fieldsOf(body), { successCount: -1, failureCount: 1 });

const globalLinkForeign = {
  shopProductId: 'product-never-sent',
  errorCode: 'PRODUCT_NOT_FOUND',
  message: '상품을 찾을 수 없습니다',
};

export const controlGlobalLink = (delays: Delays): Controlled<Behaviour> =>
  createControl({
    behaviour: { ...defaultBehaviour, ...delays },
    endpoints: {
      product: {},
      'stock-updates': {
        'wrong-counts': (body) => plus(fieldsOf(body), { successCount: 1 }),
        // One failure is counted and not named.
        'missing-row': (body) => {
          const failures = rowsOf(fieldsOf(body)['failures']);
          return failures.length > 0
            ? { ...fieldsOf(body), failures: failures.slice(0, -1) }
            : oneFailed(body);
        },
        'foreign-row': (body) => ({
          ...oneFailed(body),
          failures: [...rowsOf(fieldsOf(body)['failures']), globalLinkForeign],
        }),
      },
    },
  });

export type BrightmallBehaviour = Behaviour & {
  /** Wraps answers as {success, data, error}, as the overview of the vendor says. The page shows flat ones. */
  readonly wrapped: boolean;
};

const brightmallForeign = {
  ord_prd_no: '200001010000_000000000_[1]',
  success: true,
  stock_available: true,
  new_status: 'preparing',
  message: 'Inventory confirmed',
};

export const controlBrightmall = (delays: Delays): Controlled<BrightmallBehaviour> =>
  createControl({
    behaviour: { ...defaultBehaviour, wrapped: false, ...delays },
    endpoints: {
      orders: {},
      'inventory/confirm': {
        'wrong-counts': (body) => plus(fieldsOf(body), { success_count: 1 }),
        'missing-row': (body) => ({
          ...fieldsOf(body),
          results: rowsOf(fieldsOf(body)['results']).slice(0, -1),
        }),
        'foreign-row': (body) => ({
          ...plus(fieldsOf(body), { success_count: 1, available_count: 1 }),
          results: [...rowsOf(fieldsOf(body)['results']), brightmallForeign],
        }),
      },
    },
    change: (answer, _call, { wrapped }) =>
      wrapped && answer.status === 200
        ? { ...answer, body: { success: true, data: answer.body, error: null } }
        : answer,
  });

export type SmaregiBehaviour = Behaviour & {
  /** Whether N in "[stock][N行目]" counts from 1 or from 0. The page does not say. */
  readonly firstRow: 0 | 1;
  /** expires_in of new access tokens, in seconds. */
  readonly tokenExpiresIn: number;
};

export type SmaregiControl = SandboxControl<SmaregiBehaviour> & {
  /** Makes every token unknown that was issued before. */
  expireTokens(): void;
};

const smaregiForeign = { productId: '9998', storeId: '98' };
const foreignLevel = {
  ...smaregiForeign,
  stockAmount: '1',
  layawayStockAmount: '0',
  updDateTime: '2000-01-01T00:00:00+09:00',
};

const smaregiWebhook: NonNullable<Equipment<SmaregiBehaviour>['webhook']> = {
  failureOf: (kind, rowCount) => {
    if (kind === 'unknown-message') return 'システムエラーが発生しました。';
    return kind === 'no-such-row' ? `[stock][${rowCount + 100}行目]商品IDが存在しません。` : null;
  },
  change: (body, kind: WebhookFault['kind'] | undefined, { firstRow }) => {
    const { result, message, ...rest } = fieldsOf(body);
    if (kind === 'wrong-request-id') return plus(fieldsOf(body), { requestId: 1_000_000 });
    if (typeof message === 'string') {
      if (kind !== undefined || firstRow === 1) return body;
      return { ...rest, message: message.replace(/\d+(?=行目)/u, (row) => String(Number(row) - 1)) };
    }
    if (kind === 'missing-row') return { ...rest, result: rowsOf(result).slice(0, -1) };
    if (kind !== 'foreign-row') return body;
    return { ...rest, result: [...rowsOf(result), { id: '999999999999', ...smaregiForeign }] };
  },
};

/** Access tokens with a shorter life than the vendor gives them. */
const createTokenLives = () => {
  const untils = new Map<string, number>();
  return {
    expireAll: (): void => {
      for (const token of untils.keys()) untils.set(token, 0);
    },
    refusal: ({ headers, errorAnswer }: IncomingCall): Answer | null => {
      const until = untils.get((headers['authorization'] ?? '').replace(/^Bearer /iu, ''));
      return until !== undefined && until <= Date.now()
        ? errorAnswer(401, 'the access token has expired')
        : null;
    },
    shorten: (answer: Answer, seconds: number): Answer => {
      if (answer.status !== 200) return answer;
      untils.set(String(fieldsOf(answer.body)['access_token']), Date.now() + seconds * 1000);
      return { ...answer, body: { ...fieldsOf(answer.body), expires_in: seconds } };
    },
  };
};

export const controlSmaregi = (
  delays: Delays,
): Controlled<SmaregiBehaviour> & { readonly control: SmaregiControl } => {
  const tokens = createTokenLives();
  const { control, interceptor } = createControl<SmaregiBehaviour>({
    behaviour: { ...defaultBehaviour, firstRow: 1, tokenExpiresIn: 3600, ...delays },
    endpoints: {
      token: {},
      'stock/bulk': {},
      'stock/add/bulk': {},
      'stock/changes': {},
      products: {
        'missing-row': (body) => rowsOf(body).slice(0, -1),
        'foreign-row': (body) => [...rowsOf(body), {}],
      },
      'products/{id}': {},
      stores: {},
      stock: {
        'missing-row': (body) => rowsOf(body).slice(0, -1),
        'foreign-row': (body) => [...rowsOf(body), foreignLevel],
      },
    },
    refusal: tokens.refusal,
    change: (answer, { endpoint }, { tokenExpiresIn }) =>
      endpoint === 'token' ? tokens.shorten(answer, tokenExpiresIn) : answer,
    webhook: smaregiWebhook,
    sendsEvents: true,
  });
  return { interceptor, control: { ...control, expireTokens: tokens.expireAll } };
};
