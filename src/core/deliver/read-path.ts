import { type VendorUnavailable, vendorUnavailable } from '../../domain/failure.ts';
import type { StartCall } from '../../ports/channel.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { pauseFor } from './rate-limit.ts';

/** How requests that read from a vendor go out. Whatever is read of a vendor goes this way. */
export type ReadPath = {
  /** Starts one request that reads, within the limits that the channel has for reads. */
  readonly startCall: StartCall;
  /** A read failed: a pause that the vendor asked for holds for the whole channel. */
  onUnavailable(failure: VendorUnavailable): void;
  /** Why a caller who waits should not wait for this channel now; null when it may ask. */
  refusal(patienceMs: number): VendorUnavailable | null;
};

export const createReadPath = (
  throttle: Pick<Throttle, 'startRead' | 'pause' | 'pausedForMs'>,
): ReadPath => ({
  startCall: throttle.startRead,
  onUnavailable: ({ retryAfter }) => pauseFor(throttle, retryAfter === null ? null : retryAfter * 1000),
  refusal: (patienceMs) => {
    const pausedMs = throttle.pausedForMs();
    if (pausedMs <= patienceMs) return null;
    const retryAfter = Math.ceil(pausedMs / 1000);
    return vendorUnavailable(
      'RATE_LIMITED',
      `The vendor asked for a pause. Nothing was sent. Try again in ${retryAfter} s.`,
      { retryAfter },
    );
  },
});
