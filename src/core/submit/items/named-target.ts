import type { ItemTarget } from '../../../domain/item.ts';
import type { OperationKind } from '../../../domain/operation.ts';
import { cutText } from '../../../lib/text.ts';
import type { InputOf } from '../inputs.ts';

/** The most characters that are stored of an id in a refused item, because no rule has limited the id. */
const maxIdLength = 500;

const idOf = (id: string | null | undefined): string | null => (id == null ? null : cutText(id, maxIdLength));

type Ids = Omit<ItemTarget, 'channel'>;
type IdsOf = { readonly [Kind in OperationKind]: (input: InputOf[Kind]) => Ids };

const idsOf: IdsOf = {
  STOCK_SET: ({ productId, locationId }) => ({
    productId: idOf(productId),
    locationId: idOf(locationId),
    orderItemId: null,
  }),
  STOCK_ADJUSTMENT: ({ productId, locationId }) => ({
    productId: idOf(productId),
    locationId: idOf(locationId),
    orderItemId: null,
  }),
  PRODUCT_REPLACEMENT: ({ productId }) => ({
    productId: idOf(productId),
    locationId: null,
    orderItemId: null,
  }),
  INVENTORY_CONFIRMATION: ({ orderItemId }) => ({
    productId: null,
    locationId: null,
    orderItemId: idOf(orderItemId),
  }),
};

/** The target as the caller named it, for the result of a refused item. Long ids are cut, with a mark. */
export const namedTarget = <Kind extends OperationKind>(
  kind: Kind,
  input: InputOf[Kind],
  channel: string,
): ItemTarget => {
  const ids: (input: InputOf[Kind]) => Ids = idsOf[kind];
  return { channel, ...ids(input) };
};
