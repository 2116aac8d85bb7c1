import type { Location } from '../../domain/location.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Product } from '../../domain/product.ts';
import type { Sku } from '../../domain/sku.ts';
import type { StockLevel } from '../../domain/stock.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../../domain/webhook.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Channel } from '../../ports/channel.ts';
import type { ProductPosition } from '../../ports/journal/page.ts';
import { builder } from '../builder.ts';
import type { GraphQLContext } from '../context.ts';
import { times } from '../limits/field-cost.ts';
import { checkListLength } from '../limits/lists.ts';
import { nodeKeyOf } from './global-id.ts';
import { ownOperation } from './operation.ts';
import { typeNameOf } from './products/product.ts';
import { ownWebhookEndpoint } from './webhooks/endpoint.ts';

/** The interface Node has no other way to learn the vendor's type of a product. */
type TypedProduct = Product & { readonly __typename: string };

const typedProduct = async (key: ProductPosition, context: GraphQLContext): Promise<TypedProduct | null> => {
  const product = await context.loaders.products.load(key);
  return product && { ...product, __typename: typeNameOf(product, context) };
};

const nodeOf = async (
  globalId: string,
  context: GraphQLContext,
): Promise<
  Channel | Operation | TypedProduct | StockLevel | Location | Sku | WebhookEndpoint | WebhookDelivery | null
> => {
  const key = nodeKeyOf(globalId);
  switch (key?.typename) {
    case undefined:
      return null;
    case 'Channel':
      return context.gateway.channels.named(key.key) ?? null;
    case 'Operation':
      return ownOperation(context, key.id);
    case 'Product': {
      const channel = context.gateway.channels.idOf(key.channel);
      return typedProduct({ channel, productId: key.productId }, context);
    }
    case 'StockLevel': {
      const { productId, locationId, optionId } = key;
      const channel = context.gateway.channels.idOf(key.channel);
      return context.loaders.knownLevels.load({ channel, productId, locationId, optionId });
    }
    case 'Sku':
      return context.loaders.skus.load(key.code);
    case 'WebhookEndpoint':
      return ownWebhookEndpoint(context, key.id);
    case 'WebhookDelivery': {
      const { id, delivery } = key;
      return context.loaders.webhookDeliveries.load({ id, delivery, client: context.caller.client });
    }
    case 'Location': {
      const channel = context.gateway.channels.idOf(key.channel);
      return context.loaders.locations.load({ channel, locationId: key.locationId });
    }
    default:
      return assertNever(key);
  }
};

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'The object with this global id. Null when there is none.',
    args: { id: t.arg.id({ description: 'A global id, from the `id` of a Node.' }) },
    resolve: (_root, { id }, context) => nodeOf(id, context),
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: '`nodes[i]` is the object with the global id `ids[i]`. Null when there is none.',
    args: {
      ids: t.arg.idList({
        description: 'Global ids, at most MAX_NODES (a setting, default 100).',
      }),
    },
    complexity: ({ ids }) => times(ids.length),
    resolve: (_root, { ids }, context) => {
      checkListLength(ids, 'ids', 'TOO_MANY_IDS', context.lists.nodes);
      return ids.map((id) => nodeOf(id, context));
    },
  }),
}));
