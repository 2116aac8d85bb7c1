import { type ChannelId, keyOf } from '../../../domain/ids.ts';
import { builder } from '../../builder.ts';
import type { GraphQLContext } from '../../context.ts';
import { configuredChannel } from '../channel.ts';

type Money = { readonly amount: number; readonly currency: string };

export const MoneyRef = builder.objectRef<Money>('Money').implement({
  description: 'An amount of money.',
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'Decimal',
      description: 'The amount, in whole units of the currency and its decimals.',
    }),
    currency: t.expose('currency', { type: 'CurrencyCode', description: 'The currency of the amount.' }),
  }),
});

/** A price of the vendor of a channel. Throws if the channel is not configured: its currency is not known then. */
export const moneyOf = (
  channel: ChannelId,
  amount: number,
  context: Pick<GraphQLContext, 'gateway'>,
): Money => ({
  amount,
  currency: configuredChannel(keyOf(channel), context).currency,
});
