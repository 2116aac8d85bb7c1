import { setTimeout as delay } from 'node:timers/promises';
import { ExponentialBackoff } from 'cockatiel';
import { Agent, request } from 'undici';
import { codeOf, messageOf } from '../../lib/errors.ts';
import type { Connection } from './connection.ts';
import { type Reply, replyOf } from './reply.ts';

/** A document that `npm run codegen` typed. */
export type Document<Data, Variables> = {
  toString(): string;
  // As @graphql-typed-document-node/core has it.
  readonly __apiType?: (variables: Variables) => Data;
};

export type Gateway = {
  /**
   * Sends a request until it is answered. After a broken connection, and when the gateway asks for it, it waits and sends
   * the same request again, so a mutation needs an idempotency key. `unreachable` after `retryForMs` without any answer.
   */
  ask<Data, Variables>(
    document: Document<Data, Variables>,
    variables: Variables,
    again?: (data: Data) => Wait | null,
  ): Promise<Asked<Data>>;
  close(): Promise<void>;
};

/** An answer that cannot be used. */
export type Unanswered = Exclude<Asked<unknown>, { readonly type: 'data' }>;

/** Why an answer is not the wanted one yet, and the shortest wait before the request is sent again. */
export type Wait = { readonly reason: string; readonly afterMs: number | null };

export type Asked<Data> =
  /** `isRepeated`: an earlier request had no answer, and may have been carried out. */
  | { readonly type: 'data'; readonly data: Data; readonly isRepeated: boolean }
  | Extract<Reply<Data>, { readonly type: 'refused' }>
  /** No answer in time. The request may have been carried out. */
  | { readonly type: 'unreachable'; readonly reason: string }
  /** The signal came first. The request may have been carried out. */
  | { readonly type: 'stopped' };

export type GatewayOptions = Connection & {
  /** How long a request is repeated without any answer of the gateway. */
  readonly retryForMs: number;
  /** Ends the waits at once. */
  readonly stopping: AbortSignal;
  /** Ends the requests too. */
  readonly aborting: AbortSignal;
  /** Called for each wait before a repeat. */
  readonly onWait: (reason: string) => void;
};

/** Longer than any answer of the gateway takes: its REQUEST_TIMEOUT_MS is 60 seconds by default. */
const answerTimeoutMs = 90_000;
const connectTimeoutMs = 10_000;
const maxAnswerBytes = 64 * 1024 * 1024;
/** Until the first answer, which shows that the address is right. */
const firstAnswerMs = 5_000;
const backoff = new ExponentialBackoff({ initialDelay: 200, maxDelay: 10_000 });

const brokenReason = (error: unknown): string => {
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  return messageOf(cause) || (codeOf(cause) ?? 'the connection broke');
};

/** A GraphQL client with the repeats that a long import or export needs. */
export const createGateway = ({
  url,
  key,
  retryForMs,
  stopping,
  aborting,
  onWait,
}: GatewayOptions): Gateway => {
  const dispatcher = new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    maxResponseSize: maxAnswerBytes,
  });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    ...(key !== null && { authorization: `Bearer ${key}` }),
  };
  /** Whether anything ever answered at this address. */
  let isKnown = false;
  let lastGoodAt = 0;

  const send = async <Data>(body: string): Promise<Reply<Data>> => {
    try {
      const answer = await request(url, { method: 'POST', headers, body, dispatcher, signal: aborting });
      const text = await answer.body.text();
      isKnown = true;
      const retryAfter = [answer.headers['retry-after']].flat()[0];
      const reply = replyOf<Data>({ status: answer.statusCode, retryAfter, text }, Date.now());
      if (reply.type !== 'later') lastGoodAt = performance.now();
      return reply;
    } catch (error) {
      if (codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
        return { type: 'refused', reason: 'The answer is larger than 64 MB.', code: null };
      return { type: 'later', reason: brokenReason(error), afterMs: null };
    }
  };

  return {
    ask: async <Data, Variables>(
      document: Document<Data, Variables>,
      variables: Variables,
      again: (data: Data) => Wait | null = () => null,
    ): Promise<Asked<Data>> => {
      const body = JSON.stringify({ query: document.toString(), variables });
      const startedAt = performance.now();
      let next = backoff.next();
      let isRepeated = false;
      for (;;) {
        const reply = await send<Data>(body);
        if (reply.type === 'refused') return reply;
        const wait = reply.type === 'later' ? reply : again(reply.data);
        if (reply.type === 'data' && wait === null) return { ...reply, isRepeated };
        const { reason, afterMs } = wait ?? { reason: '', afterMs: null };
        if (aborting.aborted || stopping.aborted) return { type: 'stopped' };
        const silentMs = performance.now() - Math.max(startedAt, lastGoodAt);
        const limitMs = isKnown ? retryForMs : Math.min(firstAnswerMs, retryForMs);
        if (reply.type === 'later' && silentMs > limitMs) return { type: 'unreachable', reason };
        isRepeated ||= reply.type === 'later';
        onWait(reason);
        const ms = Math.max(afterMs ?? 0, next.duration);
        const isOver = await delay(ms, false, { signal: stopping }).catch(() => true);
        if (isOver) return { type: 'stopped' };
        next = next.next(undefined);
      }
    },
    close: () => dispatcher.destroy(),
  };
};
