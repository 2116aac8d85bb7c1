import type { DocumentLimits } from '../../graphql/limits/document.ts';
import type { ConnectionLimits } from '../connections.ts';

/** What the server holds every client to; the settings give it. */
export type ServerLimits = ConnectionLimits & {
  readonly document: DocumentLimits;
  /** What a query may cost. */
  readonly cost: number;
  readonly bodyBytes: number;
  readonly requestTimeoutMs: number;
  /** WebSockets that are open and not acknowledged yet. */
  readonly unacknowledgedSockets: number;
  readonly receiveTimeoutMs: number;
  /** Bytes of one webhook body, and how many of that size may be in memory. */
  readonly webhooks: { readonly bytes: number; readonly atOnce: number };
  readonly subscriptions: { readonly perClient: number; readonly all: number };
  /** Whether the schema may be asked for, and errors may suggest names of it. */
  readonly introspection: boolean;
  /** The only documents that run, by their ids; null for any. */
  readonly trustedDocuments: ReadonlyMap<string, string> | null;
};
