// Each of these modules registers its types when it is imported. The order here is the order of the printed schema.
import './schema/values/scalars.ts';
import './schema/products/option.ts';
import './schema/node.ts';
import './schema/channel.ts';
import './schema/products/products.ts';
import './schema/stock/stock.ts';
import './schema/stock/stock-changed.ts';
import './schema/stock/stock-history.ts';
import './schema/location.ts';
import './schema/skus/skus.ts';
import './schema/skus/suggestions.ts';
import './schema/operation.ts';
import './schema/webhooks/endpoint.ts';
import './schema/item-results/item-failure.ts';
import './mutations/set-stock.ts';
import './mutations/adjust-stock.ts';
import './mutations/set-sku-stock.ts';
import './mutations/repair-drift.ts';
import './mutations/replace-products.ts';
import './mutations/confirm-inventory.ts';
import './mutations/cancel-operation.ts';
import './mutations/skus.ts';
import './mutations/webhooks.ts';
import './mutations/retry-operation.ts';
import { builder } from './builder.ts';

/** The schema of the gateway. It is not sorted: the fields keep the order in which they are best read. */
export const schema = builder.toSchema({ sortSchema: false });
