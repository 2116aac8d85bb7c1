import type { OperationKind } from '../../domain/operation.ts';
import { builder } from '../builder.ts';

/** An enum of the schema over a union of ours: a value without a description does not compile. */
export const describedEnum = <Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries(values).map(([value, meaning]) => [value, { description: meaning }]),
    ) as Record<Value, { description: string }>,
  });

export const OperationKindEnum = describedEnum<OperationKind>(
  'OperationKind',
  'What an operation writes: one kind for each mutation.',
  {
    STOCK_UPDATE: 'Stock set to absolute quantities, by `updateStock`. Global Link and Smaregi take it.',
    PRODUCT_UPDATE: 'Whole products replaced, by `updateProducts`. Global Link takes it.',
    INVENTORY_CONFIRMATION: 'Stock confirmed for ordered items, by `confirmInventory`. Brightmall takes it.',
  },
);
