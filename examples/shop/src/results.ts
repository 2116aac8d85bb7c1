import type { ItemResult } from './documents.ts';

export type Explained = {
  readonly tone: 'good' | 'wait' | 'bad' | 'warn' | 'neutral';
  readonly text: string;
};

const stages = {
  QUEUED: 'Waits for its turn',
  SENDING: 'Is being sent to the vendor',
  RETRYING: 'The vendor was busy: the gateway sends it again',
  AWAITING_CALLBACK: 'The vendor has it, and reports the outcome later',
} as const;

/** Explains a result to a person: what happened, whether the stock may have changed, and what to do. */
export const explain = (result: ItemResult): Explained => {
  switch (result.__typename) {
    case 'StockApplied':
      return { tone: 'good', text: `The vendor confirmed ${result.stock.quantity}` };
    case 'ItemPending':
      return { tone: 'wait', text: stages[result.stage] };
    case 'InvalidItem':
      return { tone: 'bad', text: `Not sent. Correct the ${result.path.join(' ')}: ${result.message}` };
    case 'TargetNotFound':
      return { tone: 'bad', text: `The vendor does not have it: ${result.message}` };
    case 'VendorRejected':
      return { tone: 'bad', text: `The vendor refused it: ${result.message}` };
    case 'VendorUnavailable': {
      const wait = result.retryAfterMs ? ` in ${Math.ceil(result.retryAfterMs / 1_000)} s` : '';
      return { tone: 'bad', text: `The vendor is not available. Nothing changed: try again${wait}` };
    }
    case 'StaleQuantity': {
      const actual = result.actual ? `It is ${result.actual.quantity} now` : 'Its stock is not known';
      return { tone: 'warn', text: `Not sent, because the stock had changed. ${actual}: decide again` };
    }
    case 'OutcomeUnknown':
      return { tone: 'warn', text: `It may have been applied, so check the stock: ${result.message}` };
    case 'ItemSuperseded':
      return { tone: 'neutral', text: 'Not sent: a newer change of the same stock replaces it' };
    case 'ItemCanceled':
      return { tone: 'neutral', text: 'Not sent: it was canceled' };
    default:
      // A newer gateway may have more types.
      return { tone: 'neutral', text: result.status };
  }
};
