import type { Answer, Json } from '../../../src/sandbox/core/endpoint.ts';
import type { IncomingCall, Interceptor } from '../../../src/sandbox/core/interceptor.ts';
import {
  createFaultQueue,
  type Distortion,
  type FaultRule,
  type QueuedFault,
  type WebhookFault,
} from './faults.ts';
import { createHistory } from './history.ts';
import { type Behaviour, createLimiter } from './limits.ts';
import { createCallHandler, type LiveRequest, type RecordedRequest } from './serve-call.ts';
import { createCallbackPlanner, createEventDelivery, type PostedWebhook } from './webhooks.ts';

/** One value that the vendor applied, in the order in which it did. */
export type AppliedWrite = { readonly at: number; readonly target: string; readonly value: Json };

export type Held = 'answers' | 'webhooks';

/** Watches one sandbox vendor, delays it and damages its answers. */
export type SandboxControl<B extends Behaviour = Behaviour> = {
  requests(): readonly RecordedRequest[];
  writes(): readonly AppliedWrite[];
  /** The webhooks that the vendor posted, oldest first. */
  webhooks(): readonly PostedWebhook[];
  /** The events that the vendor posted, oldest first. */
  events(): readonly PostedWebhook[];
  behave(change: Partial<B>): void;
  fail(rule: FaultRule): void;
  faults(): readonly QueuedFault[];
  heal(): void;
  /** Holds back the answers, or the webhooks, until `reset` or a call of the returned function. */
  hold(what: Held): () => void;
  reset(): void;
};

/** What the test equipment must know about one vendor. */
export type Equipment<B extends Behaviour = Behaviour> = {
  /** All endpoints, with the ways to distort an answer. Without it, any endpoint can fail, and no answer is distorted. */
  readonly endpoints?: {
    readonly [name: string]: { readonly [D in Distortion]?: (body: Json) => Json };
  };
  readonly behaviour: B;
  readonly sendsEvents?: boolean;
  /** Refuses a call in place of the vendor. */
  refusal?(call: IncomingCall): Answer | null;
  /** Changes an answer, after the distortions. */
  change?(answer: Answer, call: IncomingCall, behaviour: B): Answer;
  /** Absent if the vendor sends no webhooks. */
  readonly webhook?: {
    /** A failure that replaces the outcome. */
    failureOf(kind: WebhookFault['kind'] | undefined, rowCount: number): string | null;
    change(body: Json, kind: WebhookFault['kind'] | undefined, behaviour: B): Json;
  };
};

export type Controlled<B extends Behaviour> = {
  readonly control: SandboxControl<B>;
  readonly interceptor: Interceptor;
};

export const createControl = <B extends Behaviour>(equipment: Equipment<B>): Controlled<B> => {
  const requests = createHistory<LiveRequest>();
  const writes = createHistory<AppliedWrite>();
  const posted = createHistory<PostedWebhook>();
  const events = createHistory<PostedWebhook>();
  const faults = createFaultQueue({
    endpoints:
      equipment.endpoints &&
      new Map(Object.entries(equipment.endpoints).map(([name, ways]) => [name, Object.keys(ways)])),
    webhooks: equipment.webhook !== undefined,
    events: equipment.sendsEvents ?? false,
  });
  const limiter = createLimiter();
  const holds = new Map<Held, PromiseWithResolvers<void>>();
  const release = (what: Held): void => {
    holds.get(what)?.resolve();
    holds.delete(what);
  };
  let behaviour = equipment.behaviour;
  const deps = {
    equipment,
    behaviour: () => behaviour,
    faults,
    free: async (what: Held): Promise<void> => holds.get(what)?.promise,
  };
  return {
    interceptor: {
      handle: createCallHandler({ ...deps, limiter, requests }),
      applied: (target, value) => writes.add({ at: Date.now(), target, value }),
      planCallback: createCallbackPlanner({ ...deps, posted }),
      deliverEvent: createEventDelivery({ faults, posted: events }),
    },
    control: {
      requests: () => requests.all(),
      writes: () => writes.all(),
      webhooks: () => posted.all(),
      events: () => events.all(),
      behave: (change) => {
        behaviour = { ...behaviour, ...change };
      },
      fail: faults.add,
      faults: () => faults.all(),
      heal: () => faults.clear(),
      hold: (what) => {
        if (!holds.has(what)) holds.set(what, Promise.withResolvers());
        return () => release(what);
      },
      reset: () => {
        for (const history of [requests, writes, posted, events]) history.clear();
        faults.clear();
        limiter.reset();
        release('answers');
        release('webhooks');
        behaviour = equipment.behaviour;
      },
    },
  };
};
