import type { ConfirmationChange } from '../../../domain/change.ts';
import type { VendorWords } from '../../../domain/failure.ts';
import type { Exchange } from '../../../domain/vendor-request.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import type { ConfirmationRules, SendResult, Writer } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import { judge, notAsPromised, unauthorized } from '../http/answer.ts';
import { type Clean, cleanOrNull, wordsOf } from '../http/sanitize.ts';
import type { BrightmallClient } from './client.ts';
import { confirmOutcomes, refusedConfirmation, toConfirmRequest } from './mapping.ts';
import { readConfirmAnswer } from './wire.ts';

const rules: ConfirmationRules = {
  orderItemId: {
    pattern: /^[^\p{Cc}\p{Cs}]{1,200}$/u,
    description: '1 to 200 characters without control characters',
  },
  // Page 'Confirm Inventory', section '요청 파라미터': "최대 500자". Characters are code points.
  memoMaxLength: 500,
};

const refusedAsAWhole = (
  changes: readonly ConfirmationChange[],
  words: VendorWords,
  exchange: Exchange,
): SendResult =>
  // The one code the vendor's overview names; it may come with any status.
  words.code === 'INVALID_API_KEY'
    ? unauthorized(exchange, words)
    : { type: 'refused', rows: changes.map((change) => refusedConfirmation(change, words)), exchange };

type Parts = { readonly client: BrightmallClient; readonly clock: Clock; readonly clean: Clean };

export const createConfirmationWriter = (parts: Parts): Writer<'INVENTORY_CONFIRMATION'> => ({
  kind: 'INVENTORY_CONFIRMATION',
  rules,
  // Page 'Confirm Inventory', section '요청 파라미터': "최대 100건".
  maxRowsPerRequest: 100,
  callsBack: false,
  shapeOf: () => 'confirmation',
  send: async (changes, { mayStart }) => {
    const { client, clock, clean } = parts;
    const result = await client.confirmInventory(toConfirmRequest(changes), mayStart);
    const at = clock.now();
    const verdict = judge(result, { now: at, clean });
    switch (verdict.type) {
      case 'unavailable':
        return verdict;
      case 'refusal':
        return refusedAsAWhole(changes, verdict.words, verdict.exchange);
      case 'success': {
        const { body, exchange } = verdict;
        const answer = readConfirmAnswer(body);
        if (answer === null) return notAsPromised(exchange);
        if (answer.type === 'refusal') return refusedAsAWhole(changes, wordsOf(body, clean), exchange);
        const { response } = answer;
        return {
          type: 'answered',
          rows: confirmOutcomes(changes, response, { at, clean }),
          exchange: { ...exchange, vendorRequestId: cleanOrNull(response.request_id, clean) },
        };
      }
      default:
        return assertNever(verdict);
    }
  },
});
