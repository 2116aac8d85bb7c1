// A module of types registers them when it is imported; their order here is that of the printed schema.
import './scalars.ts';
import './node.ts';
import './channel.ts';
import './product.ts';
import './stock.ts';
import './operation-results.ts';
import './operation-queries.ts';
import './item-failure.ts';
import './stock-update.ts';
import './product-update.ts';
import './confirmation.ts';
import './operation-event.ts';
import './stock-changed.ts';
import './channel-health.ts';
import { builder } from './builder.ts';

/** The gateway's schema. Unsorted: fields stand in the order that teaches them. */
export const schema = builder.toSchema({ sortSchema: false });
