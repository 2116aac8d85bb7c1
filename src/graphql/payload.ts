import type { UserError } from '../core/gateway.ts';
import type { Operation } from '../domain/operation.ts';
import type { ItemResultModel } from './item-result-model.ts';

/** What every mutation answers. */
export type Payload = {
  readonly operation: Operation | null;
  readonly results: readonly ItemResultModel[];
  readonly userErrors: readonly UserError[];
  readonly replayed: boolean;
};

export const refusedPayload = (userErrors: readonly UserError[]): Payload => ({
  operation: null,
  results: [],
  userErrors,
  replayed: false,
});
