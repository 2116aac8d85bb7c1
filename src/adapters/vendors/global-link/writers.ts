import { assertNever } from '../../../lib/assert-never.ts';
import type { Writer } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import { judge, notAsPromised } from '../http/answer.ts';
import type { Clean } from '../http/sanitize.ts';
import type { GlobalLinkClient } from './client.ts';
import { productOutcome, refusedProduct, toProductRequest } from './product-mapping.ts';
import { productRules, stockRules } from './rules.ts';
import { refusedStock, stockOutcomes, toStockUpdateRequest } from './stock-mapping.ts';
import { productResponse, stockUpdateResponse } from './wire.ts';

type Parts = { readonly client: GlobalLinkClient; readonly clock: Clock; readonly clean: Clean };

export const createStockWriter = ({ client, clock, clean }: Parts): Writer<'STOCK_UPDATE'> => ({
  kind: 'STOCK_UPDATE',
  rules: stockRules,
  // Page '상품 재고 수정': "1회 요청 시 1~100건까지 처리합니다".
  maxRowsPerRequest: 100,
  callsBack: false,
  shapeOf: () => 'stock',
  send: async (changes, { mayStart }) => {
    const result = await client.updateStocks(toStockUpdateRequest(changes), mayStart);
    const at = clock.now();
    const verdict = judge(result, { now: at, clean });
    switch (verdict.type) {
      case 'unavailable':
        return verdict;
      case 'refusal': {
        const { words, exchange } = verdict;
        return { type: 'refused', rows: changes.map((change) => refusedStock(change, words)), exchange };
      }
      case 'success': {
        const { body, exchange } = verdict;
        const response = stockUpdateResponse.safeParse(body);
        if (!response.success) return notAsPromised(exchange);
        return { type: 'answered', rows: stockOutcomes(changes, response.data, { at, clean }), exchange };
      }
      default:
        return assertNever(verdict);
    }
  },
});

export const createProductWriter = ({ client, clock, clean }: Parts): Writer<'PRODUCT_UPDATE'> => ({
  kind: 'PRODUCT_UPDATE',
  rules: productRules,
  maxRowsPerRequest: 1,
  callsBack: false,
  shapeOf: () => 'product',
  send: async (changes, { mayStart }) => {
    const [change, ...others] = changes;
    if (!change || others.length > 0) throw new RangeError('A product request has exactly one row.');
    const result = await client.replaceProduct(change.productId, toProductRequest(change), mayStart);
    const at = clock.now();
    const verdict = judge(result, { now: at, clean });
    switch (verdict.type) {
      case 'unavailable':
        return verdict;
      case 'refusal': {
        const { status, words, exchange } = verdict;
        return { type: 'refused', rows: [refusedProduct(change, status, words)], exchange };
      }
      case 'success': {
        const { body, exchange } = verdict;
        const response = productResponse.safeParse(body);
        if (!response.success) return notAsPromised(exchange);
        return { type: 'answered', rows: [productOutcome(change, response.data, { at, clean })], exchange };
      }
      default:
        return assertNever(verdict);
    }
  },
});
