import type { ChannelId, RequestId } from './ids.ts';
import type { OperationKind } from './operation.ts';

const requestOutcomes = [
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

/** The observed facts of one call. */
export type Exchange = {
  readonly httpStatus: number | null;
  /** The vendor's own id of the call, if there is one. */
  readonly vendorRequestId: string | null;
};

export const noExchange: Exchange = { httpStatus: null, vendorRequestId: null };

/** One request to a vendor in the delivery log. Times are milliseconds since the epoch. */
export type VendorRequest = Exchange & {
  readonly id: RequestId;
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  /** The number of rows, including those of other operations. */
  readonly rowCount: number;
  /** 1 for the first request that carried these rows. */
  readonly attempt: number;
  readonly sentAt: number;
  readonly answeredAt: number | null;
  readonly outcome: RequestOutcome;
};
