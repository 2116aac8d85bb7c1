import type { OperationKind } from '../domain/operation.ts';
import { describedEnum } from './described-enum.ts';

export const OperationKindEnum = describedEnum<OperationKind>(
  'OperationKind',
  'What an operation writes: one kind for each mutation.',
  {
    STOCK_UPDATE: 'Stock set to absolute quantities, by `updateStock`. Global Link and Smaregi take it.',
    PRODUCT_UPDATE: 'Whole products replaced, by `updateProducts`. Global Link takes it.',
    INVENTORY_CONFIRMATION: 'Stock confirmed for ordered items, by `confirmInventory`. Brightmall takes it.',
  },
);
