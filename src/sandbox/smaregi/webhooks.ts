import { Agent, request } from 'undici';
import { createHistory } from '../core/history.ts';
import { bodyRecord } from '../core/read-body.ts';
import { sleep } from '../core/sleep.ts';
import type { Json } from '../core/values.ts';
import type { Delivery } from './delivery.ts';

/** One webhook posted, with the answer it got. */
export type PostedWebhook = {
  readonly at: number;
  readonly url: string;
  readonly body: Json;
  /** null while unanswered, or when no answer came. */
  readonly status: number | null;
  /** Why no answer came. */
  readonly error: string | null;
};

type LivePost = { -readonly [K in keyof PostedWebhook]: PostedWebhook[K] };

export type Webhooks = {
  /** Resolves once every post was answered or failed. No post is tried again: no page tells of a retry. */
  deliver(url: string, delivery: Delivery, signal: AbortSignal): Promise<void>;
  posted(): readonly PostedWebhook[];
  reset(): void;
  close(): Promise<void>;
};

const answerTimeoutMs = 10_000;

export const createWebhooks = (): Webhooks => {
  const agent = new Agent({ headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs });
  const posts = createHistory<LivePost>();
  const post = async (url: string, body: string, signal: AbortSignal): Promise<void> => {
    const entry: LivePost = { at: Date.now(), url, body: bodyRecord(body), status: null, error: null };
    posts.add(entry);
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json;charset=UTF-8' },
        body,
        signal,
        dispatcher: agent,
      });
      entry.status = answer.statusCode;
      await answer.body.dump();
    } catch (error) {
      entry.error = String(error);
    }
  };
  return {
    deliver: async (url, delivery, signal) => {
      if (!(await sleep(delivery.delayMs, signal))) return;
      const turns = Array.from({ length: delivery.times });
      if (delivery.atOnce) await Promise.all(turns.map(() => post(url, delivery.body, signal)));
      else for (const _ of turns) await post(url, delivery.body, signal);
    },
    posted: () => posts.all(),
    reset: () => posts.clear(),
    close: () => agent.destroy(),
  };
};
