import type { ChannelKey } from '../domain/ids.ts';

/** One HTTP call to a vendor, as it may be logged: no key, no token, no id, no body. */
export type VendorCall = {
  readonly channel: ChannelKey;
  readonly method: string;
  /** The path's template, or a name: never the path itself. */
  readonly endpoint: string;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly rows: number;
  readonly durationMs: number;
  /** Why there was no answer. */
  readonly failure: string | null;
};
