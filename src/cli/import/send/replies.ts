import { cutText } from '../../../lib/text.ts';
import type { Wait } from '../../client/gateway.ts';
import type { ImportStockMutation } from '../generated/graphql.ts';
import type { Stop } from './outcome.ts';
import type { Sent } from './pipeline.ts';

type Payload = NonNullable<ImportStockMutation['setStock']>;

/** The wait for a mutation that the gateway refuses for now. The same mutation may be accepted later. */
export const waitOf = ({ setStock }: ImportStockMutation): Wait | null => {
  const error = setStock?.userErrors[0];
  if (error?.code !== 'RATE_LIMITED' && error?.code !== 'OVERLOADED') return null;
  const reason = error.code === 'RATE_LIMITED' ? 'the rate of the client is used up' : 'the gateway is full';
  return { reason, afterMs: error.retryAfterMs };
};

export const stopped = (stop: Stop): Sent => ({ type: 'stopped', stop });

export const refusedWith = ({ code, message }: Payload['userErrors'][number]): Sent =>
  stopped({ type: 'refused', reason: cutText(message, 500), code });
