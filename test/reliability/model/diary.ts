import type { OperationEvent, Submission, Submitted } from '../../../src/core/gateway.ts';
import type { OperationId } from '../../../src/domain/ids.ts';
import type { Item } from '../../../src/domain/item.ts';
import type { ItemSpec, Kind } from './program.ts';

/** One call of a mutation, and what the caller saw of it. */
export type Call = {
  readonly startedAt: number;
  /** Null: the gateway died before it answered. */
  answer: Submitted | null;
  answeredAt: number;
};

/** One input, under one key or none, and every call that was made with it. */
export type Request = {
  readonly submission: Submission<Kind>;
  readonly specs: readonly ItemSpec[];
  readonly values: readonly number[];
  readonly calls: Call[];
};

/** What one subscriber saw, over all the gateways it was connected to. */
export type Following = {
  readonly id: OperationId;
  readonly events: OperationEvent[];
  /** The newest result of each item that was told. */
  readonly items: Map<number, Item>;
  isOver: boolean;
};

/** Everything that the clients of a run saw. */
export type Diary = {
  readonly requests: Request[];
  readonly followings: Following[];
  /** What went against a promise while the program ran. */
  readonly complaints: string[];
};

export const newDiary = (): Diary => ({ requests: [], followings: [], complaints: [] });
