import { Pool } from 'undici';
import { answerQuestions } from '../support/ask.ts';
import { median } from '../support/median.ts';
import { bodyOf } from '../support/requests.ts';
import { openStreams } from './streams.ts';

export type Load = {
  readonly url: string;
  readonly callers: number;
  readonly itemsPerCall: number;
  readonly seconds: number;
  /** However quick the answers are, no more calls than these. */
  readonly maxCalls: number;
  /** Of a call, in place of a stock update. */
  readonly body?: string;
};

export type Loaded = {
  readonly calls: number;
  /** Items whose answer said APPLIED. */
  readonly applied: number;
  readonly seconds: number;
  readonly medianMs: number;
  readonly kilobytes: number;
};

const headers = { 'content-type': 'application/json', accept: 'application/json' };

const countOf = (text: string, word: string): number => {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count += 1;
  return count;
};

let nextProduct = 0;

const load = async ({ url, callers, itemsPerCall, seconds, maxCalls, body }: Load): Promise<Loaded> => {
  const { origin } = new URL(url);
  const pool = new Pool(origin, { connections: callers, pipelining: 1, headersTimeout: 40_000 });
  const times: number[] = [];
  let calls = 0;
  let applied = 0;
  let bytes = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;

  const call = async (): Promise<void> => {
    calls += 1;
    const text = body ?? bodyOf(nextProduct, itemsPerCall);
    nextProduct += itemsPerCall;
    const sentAt = performance.now();
    const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body: text });
    const said = await answer.body.text();
    times.push(performance.now() - sentAt);
    // An answer with errors is soon made, and says nothing.
    if (answer.statusCode !== 200 || said.includes('"errors"'))
      throw new Error(`${answer.statusCode}: ${said.slice(0, 500)}`);
    applied += countOf(said, '"APPLIED"');
    bytes += said.length;
  };
  const caller = async (): Promise<void> => {
    while (performance.now() < endsAt && calls < maxCalls) await call();
  };
  try {
    await Promise.all(Array.from({ length: callers }, caller));
    const took = (performance.now() - startedAt) / 1000;
    return { calls, applied, seconds: took, medianMs: median(times), kilobytes: bytes / 1024 };
  } finally {
    await pool.destroy();
  }
};

answerQuestions({ load, ...openStreams() });
