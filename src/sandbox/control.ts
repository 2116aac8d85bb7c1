import type { z } from 'zod';
import { isJsonObject } from '../lib/json.ts';
import type { Behaviour } from './core/behaviour.ts';
import { check } from './core/check.ts';
import type { FaultKind, FaultRule, QueuedFault } from './core/fault-rules.ts';
import { createFaultQueue, type FaultQueue, type FaultTargets } from './core/faults.ts';
import { createHistory, type History } from './core/history.ts';
import { createLimiter, type Limiter } from './core/limits.ts';
import { type Json, ok, problem, type Result } from './core/values.ts';

export type { FaultRule } from './core/fault-rules.ts';

/** One vendor call as it came in; `path` is raw, still encoded, with its query. */
export type RecordedRequest = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  /** null while unanswered, and for good when a fault leaves the call without an answer. */
  readonly status: number | null;
  readonly fault: FaultKind | null;
};

/** One value the vendor took over, in the order it did. */
export type AppliedWrite = { readonly at: number; readonly target: string; readonly value: Json };

/** The handle on one sandbox vendor; the same is served over HTTP under /_sandbox. */
export type SandboxControl<B extends Behaviour = Behaviour> = {
  requests(): readonly RecordedRequest[];
  writes(): readonly AppliedWrite[];
  behaviour(): B;
  behave(change: Partial<B>): B;
  fail(rule: FaultRule): void;
  faults(): readonly QueuedFault[];
  heal(): void;
  /** Holds its answers, or its webhooks, back from now on, until `reset` or the function that it gives. */
  hold(what: Held): () => void;
  reset(): void;
};

export type Held = 'answers' | 'webhooks';

/** A record while its call is under way: status and fault are still to come. */
export type LiveRequest = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

/** What the vendor itself needs of its control, beside what tests may touch. */
export type VendorInternals<B extends Behaviour> = {
  readonly control: SandboxControl<B>;
  readonly faults: FaultQueue;
  readonly limiter: Limiter;
  readonly requests: History<LiveRequest>;
  applied(target: string, value: Json): void;
  /** Resolves once these are not held back. */
  free(what: Held): Promise<void>;
  tryBehave(change: unknown): Result<B>;
};

export type ControlOptions<B extends Behaviour> = {
  readonly schema: z.ZodType<B>;
  readonly behaviour: B;
  readonly targets: FaultTargets;
  /** Brings the vendor's own state back to its start. */
  readonly resetState: () => void;
};

/** A misuse in a test is a bug of the test: in-process it throws, over HTTP it is a 400. */
const insist = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new TypeError(result.problem);
};

export const createControl = <B extends Behaviour>(options: ControlOptions<B>): VendorInternals<B> => {
  const requests = createHistory<LiveRequest>();
  const writes = createHistory<AppliedWrite>();
  const faults = createFaultQueue(options.targets);
  const limiter = createLimiter();
  const holds = new Map<Held, PromiseWithResolvers<void>>();
  const release = (what: Held): void => {
    holds.get(what)?.resolve();
    holds.delete(what);
  };
  let behaviour = options.behaviour;
  const tryBehave = (change: unknown): Result<B> => {
    if (!isJsonObject(change)) return problem('a behaviour change is an object');
    const next = check(options.schema, { ...behaviour, ...change });
    if (!next.ok) return next;
    behaviour = next.value;
    return ok(behaviour);
  };
  return {
    faults,
    limiter,
    requests,
    applied: (target, value) => writes.add({ at: Date.now(), target, value }),
    free: async (what) => holds.get(what)?.promise,
    tryBehave,
    control: {
      requests: () => requests.all(),
      writes: () => writes.all(),
      behaviour: () => behaviour,
      behave: (change) => insist(tryBehave(change)),
      fail: (rule) => void insist(faults.add(rule)),
      faults: () => faults.all(),
      heal: () => faults.clear(),
      hold: (what) => {
        if (!holds.has(what)) holds.set(what, Promise.withResolvers());
        return () => release(what);
      },
      reset: () => {
        requests.clear();
        writes.clear();
        faults.clear();
        limiter.reset();
        release('answers');
        release('webhooks');
        behaviour = options.behaviour;
        options.resetState();
      },
    },
  };
};
