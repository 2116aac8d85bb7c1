import type { Clock } from '../../../ports/clock.ts';
import type { VendorCall } from '../../../ports/vendor-call.ts';

/** What every channel is given beside its own settings. */
export type VendorContext = {
  readonly clock: Clock;
  /** Called after every call to the vendor. */
  readonly onCall: (call: VendorCall) => void;
  /** The header of W3C Trace Context for a call that goes out now; null for none. */
  readonly traceparent: () => string | null;
  /** Bytes of a vendor's response at most. */
  readonly maxResponseBytes: number;
};
