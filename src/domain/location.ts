import type { ChannelId, LocationId } from './ids.ts';

/** A place where a vendor keeps stock, as the vendor describes it. */
export type Location = {
  readonly channel: ChannelId;
  readonly locationId: LocationId;
  readonly name: string | null;
  readonly kind: 'SHOP' | 'WAREHOUSE' | null;
};
