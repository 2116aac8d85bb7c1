/** The answer is changed after the vendor applied the call. Only some endpoints have rows or counts to change. */
export const distortions = ['wrong-counts', 'missing-row', 'foreign-row'] as const;
export type Distortion = (typeof distortions)[number];

type Common = {
  /** The name of an endpoint, or `*` for each endpoint. */
  readonly on: string;
  /** Default 1. How many calls meet the fault. */
  readonly times?: number;
};

/**
 * Faults of a call. Not applied: reset-before, hang, status, html-error. Applied before the answer is damaged:
 * reset-after, hang-after, not-json, truncated and the distortions.
 */
export type CallFault =
  | (Common & {
      readonly kind:
        | 'reset-before'
        | 'reset-after'
        | 'hang'
        | 'hang-after'
        | 'not-json'
        | 'truncated'
        | 'html-error'
        | Distortion;
    })
  | (Common & {
      readonly kind: 'status';
      readonly status: number;
      /** The header Retry-After. */
      readonly retryAfter?: string | number;
    });

/**
 * Faults of a webhook. Each accepted call uses one rule. With `unknown-message` and `no-such-row` the vendor applies
 * nothing, because these webhooks report a failure.
 */
export type WebhookFault = Common & { readonly on: 'webhook' } & (
    | {
        readonly kind:
          | 'never'
          | 'twice'
          | 'thrice-at-once'
          | 'early'
          | 'wrong-request-id'
          | 'missing-row'
          | 'foreign-row'
          | 'unknown-message'
          | 'no-such-row'
          | 'garbage';
      }
    /** Sent `ms` after its due time. */
    | { readonly kind: 'late'; readonly ms: number }
  );

/** Faults of an event of the vendor. `times` counts events. */
export type EventFault = Common & { readonly on: 'event' } & (
    | { readonly kind: 'never' | 'twice' | 'garbage' | 'wrong-contract' }
    /** Sent `ms` later. */
    | { readonly kind: 'late'; readonly ms: number }
  );

export type FaultRule = CallFault | WebhookFault | EventFault;
export type QueuedFault = FaultRule & { readonly times: number };

/**
 * What the faults of a vendor can affect: its endpoints with their distortions, and whether it sends webhooks. Undefined
 * endpoints: any endpoint, without distortions.
 */
export type FaultTargets = {
  readonly endpoints: ReadonlyMap<string, readonly string[]> | undefined;
  readonly webhooks: boolean;
  readonly events: boolean;
};

export type FaultQueue = {
  /** Throws for a rule that no call of this vendor can meet, because a test with such a rule proves nothing. */
  add(rule: FaultRule): void;
  takeForCall(endpoint: string): CallFault | null;
  takeForWebhook(): WebhookFault | null;
  takeForEvent(): EventFault | null;
  all(): readonly QueuedFault[];
  clear(): void;
};

const isWebhookFault = (fault: FaultRule): fault is WebhookFault => fault.on === 'webhook';
const isEventFault = (fault: FaultRule): fault is EventFault => fault.on === 'event';
const isCallFault = (fault: FaultRule): fault is CallFault => !isWebhookFault(fault) && !isEventFault(fault);
const isDistortion = (kind: string): boolean => distortions.some((each) => each === kind);

const isFor = ({ endpoints }: FaultTargets, endpoint: string, fault: CallFault): boolean => {
  if (fault.on !== '*' && fault.on !== endpoint) return false;
  if (!endpoints) return !isDistortion(fault.kind);
  const possible = endpoints.get(endpoint);
  return possible !== undefined && (!isDistortion(fault.kind) || possible.includes(fault.kind));
};

const webhookKinds: ReadonlySet<string> = new Set<WebhookFault['kind']>([
  ...(['never', 'twice', 'thrice-at-once', 'early', 'late', 'wrong-request-id', 'missing-row'] as const),
  ...(['foreign-row', 'unknown-message', 'no-such-row', 'garbage'] as const),
]);
const eventKinds: ReadonlySet<string> = new Set<EventFault['kind']>([
  ...(['never', 'twice', 'garbage', 'wrong-contract', 'late'] as const),
]);
const callKinds: ReadonlySet<string> = new Set<CallFault['kind']>([
  ...(['reset-before', 'reset-after', 'hang', 'hang-after', 'not-json', 'truncated', 'html-error'] as const),
  ...distortions,
  'status',
]);

const isPossible = (targets: FaultTargets, fault: FaultRule): boolean => {
  if ((fault.times ?? 1) < 1) return false;
  if (isWebhookFault(fault)) return targets.webhooks && webhookKinds.has(fault.kind);
  if (isEventFault(fault)) return targets.events && eventKinds.has(fault.kind);
  if (!callKinds.has(fault.kind) || (fault.kind === 'status' && !fault.status)) return false;
  const endpoints = targets.endpoints ? [...targets.endpoints.keys()] : [fault.on];
  return endpoints.some((endpoint) => isFor(targets, endpoint, fault));
};

/** Rules wait in the order in which they were added. Each call or webhook uses the first one that is for it. */
export const createFaultQueue = (targets: FaultTargets): FaultQueue => {
  let queue: { readonly fault: FaultRule; left: number }[] = [];
  const take = <F extends FaultRule>(matches: (fault: FaultRule) => fault is F): F | null => {
    for (const entry of queue) {
      if (!matches(entry.fault)) continue;
      entry.left -= 1;
      if (entry.left === 0) queue = queue.filter((each) => each !== entry);
      return entry.fault;
    }
    return null;
  };
  return {
    add: (fault) => {
      if (!isPossible(targets, fault))
        throw new TypeError(`this vendor has no fault ${JSON.stringify(fault)}`);
      queue = [...queue, { fault, left: fault.times ?? 1 }];
    },
    takeForCall: (endpoint) =>
      take((fault): fault is CallFault => isCallFault(fault) && isFor(targets, endpoint, fault)),
    takeForWebhook: () => take(isWebhookFault),
    takeForEvent: () => take(isEventFault),
    all: () => queue.map(({ fault, left }) => ({ ...fault, times: left })),
    clear: () => {
      queue = [];
    },
  };
};
