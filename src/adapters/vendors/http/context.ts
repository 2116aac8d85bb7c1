import type { Clock } from '../../../ports/clock.ts';
import type { VendorCall } from '../../../ports/vendor-call.ts';

/** What every channel gets in addition to its settings. */
export type VendorContext = {
  readonly clock: Clock;
  /** Called after every call to the vendor. */
  readonly onCall: (call: VendorCall) => void;
  /** The header of W3C Trace Context for the next call; null for none. */
  readonly traceparent: () => string | null;
  /** The largest response of a vendor, in bytes. */
  readonly maxResponseBytes: number;
};
