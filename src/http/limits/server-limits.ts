import type { DocumentLimits } from '../../graphql/limits/document.ts';

/** What the server holds every client to; the settings give it. */
export type ServerLimits = {
  readonly document: DocumentLimits;
  /** What a query may cost. */
  readonly cost: number;
  readonly bodyBytes: number;
  readonly requestTimeoutMs: number;
  readonly receiveTimeoutMs: number;
  readonly subscriptions: { readonly perClient: number; readonly all: number };
  /** Whether the schema may be asked for, and errors may suggest names of it. */
  readonly introspection: boolean;
  /** The only documents that run, by their ids; null for any. */
  readonly trustedDocuments: ReadonlyMap<string, string> | null;
};
