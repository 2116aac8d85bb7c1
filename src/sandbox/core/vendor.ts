import type { ControlDesk } from '../control.ts';
import type { Behaviour } from './behaviour.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { FaultTargets } from './faults.ts';

/** What one sandbox vendor is to the server that carries it. */
export type Vendor<B extends Behaviour> = {
  readonly desk: ControlDesk<B>;
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
  /** Default 0: every vendor call is answered after this long. */
  readonly latencyMs?: number;
};

export const faultTargets = (endpoints: readonly Endpoint[], webhooks: boolean): FaultTargets => ({
  endpoints: new Map(endpoints.map((endpoint) => [endpoint.name, endpoint.distortions])),
  webhooks,
});
