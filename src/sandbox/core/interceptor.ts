import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Answer, Json } from './endpoint.ts';

/** One call to a simulated vendor, after its body was read. */
export type IncomingCall = {
  readonly method: string;
  /** Raw: still encoded, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The name of the endpoint. It is null if the vendor has no such endpoint. */
  readonly endpoint: string | null;
  /** Aborted when the vendor closes. */
  readonly closing: AbortSignal;
  /** Lets the vendor process the call. The answer is not sent yet. */
  answer(): Promise<Answer>;
  /** An error in the form of this vendor. */
  errorAnswer(status: number, detail: string): Answer;
};

/** The result of one POST of a callback. */
export type PostResult = { readonly status: number } | { readonly error: string };

/** How a vendor processes and reports one request that it accepted. */
export type CallbackPlan = {
  /** The time before the request is processed. */
  readonly delayMs: number;
  /** Whether the vendor answers the call only after it sent the callback. */
  readonly isBeforeAnswer: boolean;
  /** A failure that replaces the outcome. Nothing is applied then. */
  readonly failure: string | null;
  /** Sends the callback. The signal aborts when the request is forgotten. */
  deliver(
    callback: { readonly url: string; readonly body: Json },
    post: (body: string) => Promise<PostResult>,
    signal: AbortSignal,
  ): Promise<void>;
};

/**
 * The extension point of a simulated vendor. Tests use it to record what the vendor does, and to delay and damage it.
 * Without tests, `passThrough` takes its place.
 */
export type Interceptor = {
  /** Sends the answer to a call, or leaves the call without one. */
  handle(call: IncomingCall, response: ServerResponse): Promise<void>;
  /** Is called for each value that the vendor applied, in order. */
  applied(target: string, value: Json): void;
  planCallback(requestId: number, rowCount: number): CallbackPlan;
  /** Sends an event of the vendor. The signal aborts when the vendor closes. */
  deliverEvent: CallbackPlan['deliver'];
};

/** Waits, unless the signal aborts first. Returns whether the whole time has passed. */
export const sleep = async (ms: number, signal: AbortSignal): Promise<boolean> => {
  if (ms <= 0) return !signal.aborted;
  try {
    await setTimeout(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
};

export const sendAnswer = (
  response: ServerResponse,
  answer: Answer,
  body = JSON.stringify(answer.body),
): void => {
  if (response.destroyed || response.writableEnded) return;
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-type': answer.contentType ?? 'application/json',
    'content-length': String(bytes.length),
  });
  response.end(bytes);
};

const postOnce: CallbackPlan['deliver'] = async ({ body }, post) => void (await post(JSON.stringify(body)));

/** Delays every answer and callback by a fixed time, and changes nothing. */
export const passThrough = (latencyMs: number, callbackDelayMs: number): Interceptor => ({
  handle: async (call, response) => {
    const answer = await call.answer();
    if (await sleep(latencyMs, call.closing)) sendAnswer(response, answer);
  },
  applied: () => {},
  planCallback: () => ({
    delayMs: callbackDelayMs,
    isBeforeAnswer: false,
    failure: null,
    deliver: postOnce,
  }),
  deliverEvent: postOnce,
});
