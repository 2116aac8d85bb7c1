import { z } from 'zod';
import { type Account, sandboxName } from '../../../ports/accounts.ts';
import { accountNameOf, channelFields, headerValue } from '../http/settings.ts';

/** One Brightmall account. Page 'Confirm Inventory', section '요청 예시', shows the two headers. */
export const brightmallSettings = z.strictObject({
  ...channelFields,
  vendor: z.literal('BRIGHTMALL'),
  apiKey: headerValue,
  vendorId: headerValue,
});

export type BrightmallSettings = z.output<typeof brightmallSettings>;

/** The vendor id stands for the customer; the base URL is the same for all of them. */
export const accountOf = (settings: BrightmallSettings): Account => ({
  vendor: settings.vendor,
  name: settings.sandbox ? sandboxName : `${accountNameOf(settings)} vendor ${settings.vendorId}`,
});
