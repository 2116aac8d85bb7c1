import type { Answer, Endpoint } from './endpoint.ts';
import { type Interceptor, passThrough } from './interceptor.ts';

/** How one vendor is started alone. */
export type VendorOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 0. Each answer is sent after this time. */
  readonly latencyMs?: number;
  /** Default 50. A vendor that calls back does so after this time. */
  readonly callbackDelayMs?: number;
  /** Default 0. Sales that a vendor with stock makes up. */
  readonly salesPerMinute?: number;
  /** Default 0. Losses that a vendor with stock makes up. It sends no event of them. */
  readonly lossesPerMinute?: number;
  /** Default 500. The products of a vendor that lists them, up to 9,499. */
  readonly products?: number;
  /** The clock of a vendor that states times, in milliseconds since the epoch. Default: the clock of this machine. */
  readonly now?: () => number;
  /** It replaces the two delays. */
  readonly interceptor?: Interceptor;
};

/** The settings of a channel that connect to a simulated vendor, by field. */
export type VendorSettings = { readonly [field: string]: string | { readonly [field: string]: string } };

/** A simulated vendor that listens. */
export type RunningVendor = {
  readonly settings: VendorSettings;
  /** Sends the vendor's events to this URL from now on; null for none. Absent if the vendor sends no events. */
  sendEventsTo?(url: string | null): void;
  /** Returns to the state after the start. Access tokens stay valid. */
  reset(): void;
  /** Closes its sockets at once and cancels the callbacks that are not sent yet. */
  close(): Promise<void>;
};

export type StartVendor = (options?: VendorOptions) => Promise<RunningVendor>;

/** What the HTTP server needs of a vendor. */
export type ServedVendor = {
  readonly endpoints: readonly Endpoint[];
  readonly interceptor: Interceptor;
  /** An error in the form of the vendor, where the vendor documents one. */
  errorAnswer(status: number, detail: string): Answer;
};

export const interceptorOf = ({
  latencyMs = 0,
  callbackDelayMs = 50,
  interceptor,
}: VendorOptions): Interceptor => interceptor ?? passThrough(latencyMs, callbackDelayMs);
