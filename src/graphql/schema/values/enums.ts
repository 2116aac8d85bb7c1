import type { OperationKind } from '../../../domain/operation.ts';
import { builder } from '../../builder.ts';

/** An enum of the schema for a union type. A value without a description is a type error. */
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
  'What an operation writes. `Channel.capabilities.operations` states which kinds a channel accepts.',
  {
    STOCK_SET: '`setStock`, `setSkuStock` and `repairDrift`: sets stock to absolute quantities.',
    STOCK_ADJUSTMENT: '`adjustStock`: adds to stock, or subtracts from it.',
    PRODUCT_REPLACEMENT: '`replaceProducts`: replaces whole products.',
    INVENTORY_CONFIRMATION: '`confirmInventory`: states whether ordered items are available.',
  },
);
