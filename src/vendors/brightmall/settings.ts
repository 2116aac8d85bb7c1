import { z } from 'zod';
import { channelFields, headerValue } from '../http-settings.ts';

/** One Brightmall account. Page 'Confirm Inventory', section '요청 예시', shows the two headers. */
export const brightmallSettings = z.strictObject({
  ...channelFields,
  vendor: z.literal('BRIGHTMALL'),
  apiKey: headerValue,
  vendorId: headerValue,
});

export type BrightmallSettings = z.output<typeof brightmallSettings>;
