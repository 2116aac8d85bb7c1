import { assertNever } from '../../lib/assert-never.ts';
import type { OptionId, ProductId } from '../ids.ts';
import type { Change } from './change.ts';

/** A message names this many options at most. */
const namedOptions = 5;

const optionsOf = (productId: ProductId, options: readonly OptionId[]): string => {
  const [first, ...others] = options;
  if (first === undefined) return `product "${productId}"`;
  if (others.length === 0) return `option "${first}" of product "${productId}"`;
  const named = options.slice(0, namedOptions).map((option) => `"${option}"`);
  const rest = options.length > namedOptions ? ', …' : '';
  return `an option of product "${productId}" (sent: ${named.join(', ')}${rest})`;
};

/**
 * The subject of a vendor's refusal, for a message. It is the thing that the code names, or the whole target for any
 * other code. Vendors name only the product of a bad option, so the message names all options that were sent.
 */
export const subjectOf = (change: Change, code: string | null): string => {
  switch (change.kind) {
    case 'STOCK_SET': {
      const { productId, locationId, options } = change;
      if (code === 'OPTION_NOT_FOUND') {
        return optionsOf(
          productId,
          options.map(({ optionId }) => optionId),
        );
      }
      if (locationId === null || code === 'PRODUCT_NOT_FOUND') return `product "${productId}"`;
      if (code === 'LOCATION_NOT_FOUND') return `store "${locationId}"`;
      return `the stock of product "${productId}" at store "${locationId}"`;
    }
    case 'STOCK_ADJUSTMENT': {
      const { productId, locationId } = change;
      if (locationId === null || code === 'PRODUCT_NOT_FOUND') return `product "${productId}"`;
      if (code === 'LOCATION_NOT_FOUND') return `store "${locationId}"`;
      return `the stock of product "${productId}" at store "${locationId}"`;
    }
    case 'PRODUCT_REPLACEMENT': {
      const options = change.optionGroups.flatMap((group) => group.options.map(({ optionId }) => optionId));
      return code === 'OPTION_NOT_FOUND'
        ? optionsOf(change.productId, options)
        : `product "${change.productId}"`;
    }
    case 'INVENTORY_CONFIRMATION':
      return `order item "${change.orderItemId}"`;
    default:
      return assertNever(change);
  }
};
