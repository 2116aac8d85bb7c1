import type { ChannelId, RequestId } from './ids.ts';
import type { OperationKind } from './operation.ts';

export const requestOutcomes = [
  'SENDING',
  'ANSWERED',
  'AWAITING_CALLBACK',
  'CALLED_BACK',
  'REFUSED',
  'UNAVAILABLE',
  'HELD_BACK',
  'TIMED_OUT',
  'INTERRUPTED',
] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];

/** What was seen of one call on the wire. */
export type Exchange = {
  readonly httpStatus: number | null;
  /** The vendor's own id of the call, where it gives one. */
  readonly vendorRequestId: string | null;
};

/** One request to a vendor, as the delivery log tells it. Times are milliseconds since the epoch. */
export type VendorRequest = Exchange & {
  readonly id: RequestId;
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  /** All rows of the request, those of other operations too. */
  readonly rowCount: number;
  /** 1 for the first request that carried these rows. */
  readonly attempt: number;
  readonly sentAt: number;
  readonly answeredAt: number | null;
  readonly outcome: RequestOutcome;
};
