import type { ChannelKey } from '../domain/ids.ts';

/** One HTTP call to a vendor, for logs and metrics. It contains no key, token, id or body. */
export type VendorCall = {
  readonly channel: ChannelKey;
  readonly method: string;
  /** The template of the path, or a name. Never the path itself, because it may contain an id. */
  readonly endpoint: string;
  /** Null without an answer. */
  readonly status: number | null;
  readonly rows: number;
  readonly durationMs: number;
  /** Why there was no answer. */
  readonly failure: string | null;
};
