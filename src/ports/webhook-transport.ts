/** One request to an endpoint. */
export type WebhookRequest = {
  readonly url: string;
  /** The same for every attempt of a delivery. */
  readonly id: string;
  /** The time of the attempt, milliseconds since the epoch. The signature covers it. */
  readonly at: number;
  /** JSON. */
  readonly body: string;
  /** Each of them signs the request. */
  readonly secrets: readonly string[];
};

/** The result of one request. Expected failures are not thrown. */
export type WebhookAnswer =
  /** `text` is the beginning of the body. */
  | { readonly type: 'answer'; readonly status: number; readonly text: string }
  | { readonly type: 'failure'; readonly reason: string };

/** Sends signed requests to the endpoints of clients. */
export interface WebhookTransport {
  /** Why the gateway does not send to the URL, as a sentence. Null if it may. Names of hosts are not looked up. */
  urlProblem(url: URL): string | null;
  /** Sends a request once. It follows no redirect, and it limits the time and the length of the answer. */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
  /** Closes all connections. */
  close(): Promise<void>;
}
