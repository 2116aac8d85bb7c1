import type { OperationEvent, SkuSubmission, Submission, Submitted } from '../../../src/core/gateway.ts';
import type { OperationId } from '../../../src/domain/ids.ts';
import type { Item } from '../../../src/domain/item.ts';
import type { ItemSpec, Kind } from './program.ts';

/** One call of a mutation, and the answer that the caller saw. */
export type Call = {
  readonly startedAt: number;
  /** Null: the gateway ended before it answered. */
  answer: Submitted | null;
  answeredAt: number;
};

/** One input, under one key or none, and all its calls. */
export type Request = {
  readonly submission: Submission<Kind>;
  /** The items of a mutation that sets the stock of SKUs. Null for another one. */
  readonly skus: SkuSubmission['items'] | null;
  readonly specs: readonly ItemSpec[];
  readonly values: readonly number[];
  readonly calls: Call[];
};

/** One repair with its key, and the answers that the client saw. A gateway may end before it answers. */
export type Repair = {
  readonly key: string;
  readonly targets: readonly string[];
  readonly answers: (Submitted | null)[];
};

/** What one subscriber received, over all the gateways that it was connected to. */
export type Subscription = {
  readonly id: OperationId;
  readonly events: OperationEvent[];
  /** The newest result of each item that the subscriber received. */
  readonly items: Map<number, Item>;
  isOver: boolean;
};

/** Everything that the clients of a run received. */
export type ClientLog = {
  readonly requests: Request[];
  readonly subscriptions: Subscription[];
  /** By operation, the number of items that answers reported as canceled. */
  readonly canceled: Map<OperationId, number>;
  /** The operations that retries made. */
  readonly retries: Set<OperationId>;
  readonly repairs: Repair[];
  /** Broken promises that were found while the program ran. */
  readonly problems: string[];
};

export const newClientLog = (): ClientLog => ({
  requests: [],
  subscriptions: [],
  canceled: new Map(),
  retries: new Set(),
  repairs: [],
  problems: [],
});
