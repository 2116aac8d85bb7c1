import { assertNever } from '../../../lib/assert-never.ts';
import type { Writer } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import { judge, notAsPromised } from '../http/answer.ts';
import { cleaner } from '../http/sanitize.ts';
import type { SmaregiClient } from './client.ts';
import { refusedStock, shapeOf, stockRules, toBulkRequest } from './stock-mapping.ts';
import type { Tokens } from './token.ts';
import { bulkResponse } from './wire.ts';

type Parts = { readonly client: SmaregiClient; readonly tokens: Tokens; readonly clock: Clock };

/** The callback URL and the secret in its last part: whoever knows it can report an end of the request. */
const secretsOf = (callbackUrl: string): readonly string[] => [
  callbackUrl,
  ...callbackUrl.slice(callbackUrl.lastIndexOf('/') + 1).split('.', 1),
];

export const createStockWriter = ({ client, tokens, clock }: Parts): Writer<'STOCK_UPDATE'> => ({
  kind: 'STOCK_UPDATE',
  rules: stockRules,
  // Page '在庫一括更新': "1リクエストにつき100件(店舗)まで".
  maxRowsPerRequest: 100,
  callsBack: true,
  shapeOf,
  send: async (changes, delivery) => {
    const { callbackUrl } = delivery;
    if (callbackUrl === null) throw new TypeError('A Smaregi stock request needs a callback URL.');
    const result = await client.setStocks(toBulkRequest(changes, callbackUrl), delivery);
    const clean = cleaner([...tokens.secrets(), ...secretsOf(callbackUrl)]);
    const verdict = result.type === 'unavailable' ? result : judge(result, { now: clock.now(), clean });
    switch (verdict.type) {
      case 'unavailable':
        return verdict;
      case 'refusal': {
        const { words, exchange } = verdict;
        return { type: 'refused', rows: changes.map((change) => refusedStock(change, words)), exchange };
      }
      case 'success': {
        const { body, exchange } = verdict;
        const response = bulkResponse.safeParse(body);
        if (!response.success) return notAsPromised(exchange);
        const vendorRequestId = response.data.requestId;
        return { type: 'accepted', vendorRequestId, exchange: { ...exchange, vendorRequestId } };
      }
      default:
        return assertNever(verdict);
    }
  },
});
