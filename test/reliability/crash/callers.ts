import { setTimeout as sleep } from 'node:timers/promises';
import type { ItemStatus } from '../../e2e/generated/graphql.ts';
import { cancelOperation, retryOperation } from '../../support/client.ts';
import type { Mutation } from './mutations.ts';

/** The pause before a caller tries another gateway after one that did not answer. Milliseconds. */
const failurePauseMs = 50;

/** Clients that send one mutation after the other, and repeat each until it is answered. */
export type Callers = {
  /** Calls the gateway at `url` until it ends. */
  callUntilGone(url: string, callers: number): Promise<void>;
  /** Calls the gateway that `pick` returns, another one each time, while `isOn` is true. */
  callWhile(isOn: () => boolean, pick: () => string, callers: number): Promise<void>;
  /** Repeats what has no answer. */
  finish(url: string): Promise<void>;
  readonly mutations: readonly Mutation[];
};

const isAnswered = ({ operations }: Mutation): boolean => operations.size > 0;

/** Retries everything that was not applied. The operation may be running, and the answer may be lost. */
const retry = async (mutation: Mutation, url: string, id: string): Promise<void> => {
  const statuses: ItemStatus[] = ['FAILED', 'OUTCOME_UNKNOWN', 'CANCELED', 'SUPERSEDED'];
  const more = { statuses, retryableOnly: false, waitMs: 0 };
  const { operation, userErrors } = await retryOperation(url, id, more);
  const codes = userErrors.map(({ code }) => code);
  const isExpected = codes.every((code) => code === 'OPERATION_RUNNING' || code === 'NOTHING_TO_RETRY');
  if (!isExpected) mutation.refusals.push(...codes);
  if (operation) mutation.retries.add(operation.id);
};

/** Returns whether there was an answer. A refused mutation fails the run, because none may be refused. */
const send = async (mutation: Mutation, url: string): Promise<boolean> => {
  mutation.tries += 1;
  const answer = await mutation.send(url).catch(() => null);
  if (!answer) return false;
  const { operation, results, replayed, userErrors } = answer;
  if (!operation) throw new Error(`Refused: ${JSON.stringify(userErrors)}`);
  if (results.length !== mutation.aims.length)
    throw new Error(`${results.length} results for ${mutation.aims.length} items`);
  mutation.operations.add(operation.id);
  if (Math.random() < 0.3) mutation.canceled += await cancelOperation(url, operation.id).catch(() => 0);
  if (!replayed) mutation.news += 1;
  return true;
};

export const createCallers = (nextMutation: () => Mutation): Callers => {
  const mutations: Mutation[] = [];
  const unanswered: Mutation[] = [];

  /** Sometimes a caller repeats an answered mutation. It gets the same operation. */
  const choose = (): Mutation => {
    const left = unanswered.shift();
    if (left) return left;
    const known = Math.random() < 0.1 ? mutations[Math.floor(Math.random() * mutations.length)] : undefined;
    if (known && isAnswered(known)) return known;
    const made = nextMutation();
    mutations.push(made);
    return made;
  };
  /** The operation of any mutation that was answered, because the newest one is still running. */
  const retryAny = async (url: string): Promise<void> => {
    const known = mutations[Math.floor(Math.random() * mutations.length)];
    const [id] = known?.operations ?? [];
    if (known && id !== undefined) await retry(known, url, id).catch(() => {});
  };
  const callOn = async (url: string): Promise<void> => {
    for (;;) {
      const mutation = choose();
      const isDone = await send(mutation, url);
      if (isDone && Math.random() < 0.3) await retryAny(url);
      if (isDone) continue;
      if (!isAnswered(mutation)) unanswered.push(mutation);
      return;
    }
  };

  const callAnyWhile = async (isOn: () => boolean, pick: () => string): Promise<void> => {
    while (isOn()) {
      const mutation = choose();
      if (await send(mutation, pick())) continue;
      if (!isAnswered(mutation)) unanswered.push(mutation);
      await sleep(failurePauseMs);
    }
  };

  return {
    mutations,
    callWhile: async (isOn, pick, callers) => {
      await Promise.all(Array.from({ length: callers }, () => callAnyWhile(isOn, pick)));
    },
    callUntilGone: async (url, callers) => {
      await Promise.all(Array.from({ length: callers }, () => callOn(url)));
    },
    finish: async (url) => {
      for (const mutation of unanswered.splice(0)) {
        if (!(await send(mutation, url))) throw new Error('A gateway that was not killed gave no answer');
      }
    },
  };
};
