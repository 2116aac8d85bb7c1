import { check } from './check.ts';
import {
  type CallFault,
  type Distortion,
  distortions,
  faultRule,
  type QueuedFault,
  type WebhookFault,
} from './fault-rules.ts';
import { ok, problem, type Result } from './values.ts';

/** What a vendor's faults can hit: its endpoints with the distortions each can do, and whether it posts webhooks. */
export type FaultTargets = {
  readonly endpoints: ReadonlyMap<string, readonly Distortion[]>;
  readonly webhooks: boolean;
};

export type FaultQueue = {
  add(rule: unknown): Result<QueuedFault>;
  takeForCall(endpoint: string): CallFault | null;
  takeForWebhook(): WebhookFault | null;
  all(): readonly QueuedFault[];
  clear(): void;
};

const isCallFault = (fault: QueuedFault): fault is CallFault => fault.on !== 'webhook';
const isDistortion = (kind: string): kind is Distortion => distortions.some((each) => each === kind);

const suits = (targets: FaultTargets, endpoint: string, fault: CallFault): boolean => {
  if (fault.on !== '*' && fault.on !== endpoint) return false;
  const able = targets.endpoints.get(endpoint);
  return able !== undefined && (!isDistortion(fault.kind) || able.includes(fault.kind));
};

const possible = (targets: FaultTargets, fault: QueuedFault): boolean => {
  if (!isCallFault(fault)) return targets.webhooks;
  return [...targets.endpoints.keys()].some((endpoint) => suits(targets, endpoint, fault));
};

/** Rules wait in the order they came; each call or webhook spends the first one that suits it. */
export const createFaultQueue = (targets: FaultTargets): FaultQueue => {
  let queue: { readonly fault: QueuedFault; left: number }[] = [];
  const take = <F extends QueuedFault>(matches: (fault: QueuedFault) => fault is F): F | null => {
    for (const entry of queue) {
      if (!matches(entry.fault)) continue;
      entry.left -= 1;
      if (entry.left === 0) queue = queue.filter((each) => each !== entry);
      return entry.fault;
    }
    return null;
  };
  return {
    add: (rule) => {
      const fault = check(faultRule, rule);
      if (!fault.ok) return fault;
      if (!possible(targets, fault.value)) {
        return problem(`this vendor has no '${fault.value.on}' that can do '${fault.value.kind}'`);
      }
      queue = [...queue, { fault: fault.value, left: fault.value.times }];
      return ok(fault.value);
    },
    takeForCall: (endpoint) =>
      take((fault): fault is CallFault => isCallFault(fault) && suits(targets, endpoint, fault)),
    takeForWebhook: () => take((fault): fault is WebhookFault => fault.on === 'webhook'),
    all: () => queue.map(({ fault, left }) => ({ ...fault, times: left })),
    clear: () => {
      queue = [];
    },
  };
};
