import type { VendorInternals } from '../control.ts';
import type { Behaviour } from './behaviour.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { FaultTargets } from './faults.ts';

/** What one sandbox vendor is to the server that carries it. */
export type Vendor<B extends Behaviour> = {
  readonly internals: VendorInternals<B>;
  readonly endpoints: readonly Endpoint[];
  /** An error answer in the vendor's own form, where one is published. */
  errorAnswer(status: number, detail: string): Answer;
  /** Further calls this vendor serves under /_sandbox, by "METHOD /path". */
  readonly controlCalls: ReadonlyMap<string, () => Answer>;
  /** Stops what the vendor does on its own; nothing of it may outlive the server. */
  close(): Promise<void>;
};

export type ServerOptions = { readonly host: string; readonly port: number };

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
};

/** A simulated vendor that listens. */
export type RunningVendor = {
  /** The settings of a channel that connect to it, by field. */
  readonly settings: { readonly [field: string]: string };
  /** Closes its sockets at once and cancels the callbacks that are not sent yet. */
  close(): Promise<void>;
};

export type StartVendor = (options?: VendorOptions) => Promise<RunningVendor>;

export const faultTargets = (endpoints: readonly Endpoint[], webhooks: boolean): FaultTargets => ({
  endpoints: new Map(endpoints.map((endpoint) => [endpoint.name, endpoint.distortions])),
  webhooks,
});
