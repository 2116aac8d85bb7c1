import type { DocumentLimits } from '../graphql/limits/document.ts';
import type { ListLimits } from '../graphql/limits/lists.ts';
import type { ConnectionLimits } from './security/connections.ts';
import type { WebhookLimits } from './webhooks/handler.ts';

/** The limits of every client, from the settings. */
export type ServerLimits = ConnectionLimits & {
  readonly document: DocumentLimits;
  /** The highest cost of a query. */
  readonly cost: number;
  /** Items of a mutation. */
  readonly items: number;
  /** The number of values in the variables of a request, and their depth. */
  readonly variables: { readonly values: number; readonly depth: number };
  readonly lists: ListLimits;
  /** Bytes that the documents and variables of open subscriptions take, as estimated. */
  readonly subscribedBytes: { readonly perClient: number; readonly all: number };
  /** The size of one answer, or of one event of a subscription. */
  readonly responseBytes: number;
  readonly bodyBytes: number;
  readonly requestTimeoutMs: number;
  /** WebSockets that are open and not acknowledged yet. */
  readonly unacknowledgedSockets: number;
  readonly webhooks: WebhookLimits;
  readonly subscriptions: { readonly perClient: number; readonly all: number };
  /** Whether clients may read the schema, and errors may suggest names of it. */
  readonly introspection: boolean;
  /** The only documents that run, by their ids; null if any document may run. */
  readonly trustedDocuments: ReadonlyMap<string, string> | null;
};
