import { encodeGlobalID } from '@pothos/plugin-relay';
import { asLocationId, keyOf } from '../../domain/ids.ts';
import type { Location } from '../../domain/location.ts';
import { isRecord } from '../../lib/json/json.ts';
import { builder } from '../builder.ts';
import { timesPage } from '../limits/field-cost.ts';
import { ChannelRef, configuredChannel } from './channel.ts';
import { connectionOfPage, locationCursor, pageArgs, pageOf, pageSizes } from './connection.ts';
import { locationNodeId } from './global-id.ts';
import { StockLevelRef } from './stock/stock-level.ts';
import { describedEnum } from './values/enums.ts';

const LocationKindEnum = describedEnum<NonNullable<Location['kind']>>('LocationKind', 'What a location is.', {
  SHOP: 'A shop that sells to customers.',
  WAREHOUSE: 'A warehouse.',
});

export const LocationRef = builder.objectRef<Location>('Location').implement({
  description: 'A place where a vendor keeps stock, for example a store.',
  interfaces: [builder.nodeInterfaceRef()],
  isTypeOf: (value) => isRecord(value) && 'locationId' in value && 'kind' in value,
  fields: (t) => ({
    id: t.id({
      description: 'The global id. It contains the channel and the location id.',
      resolve: (location) => encodeGlobalID('Location', locationNodeId(location)),
    }),
    channel: t.field({
      type: ChannelRef,
      description: 'The channel of the vendor account that has the location.',
      resolve: ({ channel }, _args, context) => configuredChannel(keyOf(channel), context),
    }),
    locationId: t.exposeID('locationId', { description: "The vendor's id of the location." }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'The name. Null when the vendor states none.',
    }),
    kind: t.expose('kind', {
      type: LocationKindEnum,
      nullable: true,
      description: 'What it is. Null when the vendor does not state it.',
    }),
  }),
});

builder.objectField(StockLevelRef, 'location', (t) =>
  t.field({
    type: LocationRef,
    nullable: true,
    description: 'The store. Null where the vendor has no stores, or when the gateway has not read it yet.',
    resolve: ({ channel, locationId }, _args, { loaders }) =>
      locationId === null ? null : loaders.locations.load({ channel, locationId }),
  }),
);

const LocationConnection = builder.connectionObject(
  { type: LocationRef, name: 'LocationConnection', description: 'One page of locations.' },
  { name: 'LocationEdge', description: 'A location and its cursor.' },
);

builder.objectField(ChannelRef, 'locations', (t) =>
  t.field({
    type: LocationConnection,
    nullable: true,
    description:
      'The stores and warehouses of the vendor account, as the gateway last read them, in the order of their ids. Null only where the vendor has no locations.',
    args: pageArgs(t.arg, pageSizes),
    complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
    resolve: async ({ id, writers, catalogue }, args, { gateway }) => {
      if (!catalogue && !writers.STOCK_SET?.rules.locationId) return null;
      const page = pageOf(args, pageSizes, locationCursor);
      const found = await gateway.reads.locationsPage({
        ...page,
        channel: id,
        after: page.after === null ? null : asLocationId(page.after),
        before: page.before === null ? null : asLocationId(page.before),
      });
      return connectionOfPage(found, page, ({ locationId }) => locationCursor.encode(locationId));
    },
  }),
);
