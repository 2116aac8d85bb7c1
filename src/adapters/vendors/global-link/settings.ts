import { z } from 'zod';
import type { Account } from '../../../ports/accounts.ts';
import { accountNameOf, channelFields, headerValue } from '../http/settings.ts';

/**
 * One Global Link account. `baseUrl` is a server as page '상품 재고 수정' lists it under `servers`, its /global-ship
 * included; `secretKey` goes bare into the header Authorization (the same page, `securitySchemes`).
 */
export const globalLinkSettings = z.strictObject({
  ...channelFields,
  vendor: z.literal('GLOBAL_LINK'),
  secretKey: headerValue,
});

export type GlobalLinkSettings = z.output<typeof globalLinkSettings>;

/** The vendor's API has no id of its customer: the base URL is all there is. */
export const accountOf = (settings: GlobalLinkSettings): Account => ({
  vendor: settings.vendor,
  name: accountNameOf(settings),
});
