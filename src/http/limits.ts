import type { DocumentLimits } from '../graphql/limits/document.ts';
import type { ListLimits } from '../graphql/limits/lists.ts';
import type { ConnectionLimits } from './security/connections.ts';
import type { WebhookLimits } from './webhooks/handler.ts';

/** What the server holds every client to; the settings give it. */
export type ServerLimits = ConnectionLimits & {
  readonly document: DocumentLimits;
  /** What a query may cost. */
  readonly cost: number;
  /** Items of a mutation. */
  readonly items: number;
  /** What the variables of a request may hold. */
  readonly variables: { readonly values: number; readonly depth: number };
  readonly lists: ListLimits;
  /** Bytes that the documents and variables of open subscriptions take, as far as they can be told. */
  readonly subscribedBytes: { readonly perClient: number; readonly all: number };
  /** Of one answer, or of one event of a subscription. */
  readonly responseBytes: number;
  readonly bodyBytes: number;
  readonly requestTimeoutMs: number;
  /** WebSockets that are open and not acknowledged yet. */
  readonly unacknowledgedSockets: number;
  readonly webhooks: WebhookLimits;
  readonly subscriptions: { readonly perClient: number; readonly all: number };
  /** Whether the schema may be asked for, and errors may suggest names of it. */
  readonly introspection: boolean;
  /** The only documents that run, by their ids; null for any. */
  readonly trustedDocuments: ReadonlyMap<string, string> | null;
};
