import { createChannels } from '../../../../src/core/channels/channels.ts';
import type { InputOf } from '../../../../src/core/submit/inputs.ts';
import { createValidateItem, createValidateItems } from '../../../../src/core/submit/items/validate-items.ts';
import { asChannelId, asChannelKey, type ChannelKey } from '../../../../src/domain/ids.ts';
import type { OperationKind } from '../../../../src/domain/operation.ts';
import type { Channel, IdRule, RulesOf, Writer } from '../../../../src/ports/channel.ts';
import { itemLimits } from '../../../support/defaults.ts';
import { limits } from '../../../support/fake-channel.ts';

const plain: IdRule = { pattern: /^[\w-]{1,20}$/u, description: 'up to 20 letters and digits' };
const digits: IdRule = { pattern: /^[1-9]\d{0,14}$/u, description: 'an integer' };

const writerOf = <Kind extends OperationKind>(kind: Kind, rules: RulesOf<Kind>): Writer<Kind> => ({
  kind,
  rules,
  maxRowsPerRequest: 10,
  callsBack: false,
  shapeOf: ({ kind: name }) => `shape of ${name}`,
  send: () => {
    throw new Error('Nothing is sent while it is validated');
  },
});
const channelOf = (id: string, writers: Channel['writers']): Channel => ({
  id: asChannelId(id),
  key: asChannelKey(id),
  vendor: 'GLOBAL_LINK',
  sandbox: true,
  currency: 'KRW',
  limits,
  writers,
  close: async () => {},
});

/** One channel without stores, with options and without memos; one the other way round; one for order items. */
const channels: readonly Channel[] = [
  channelOf('shop', {
    STOCK_SET: writerOf('STOCK_SET', {
      productId: plain,
      quantity: { min: 0, max: 2 ** 31 - 1 },
      locationId: null,
      optionId: plain,
      soldOut: true,
      memoMaxLength: null,
    }),
    PRODUCT_REPLACEMENT: writerOf('PRODUCT_REPLACEMENT', {
      productId: plain,
      optionId: plain,
      quantity: { min: 0, max: 2 ** 31 - 1 },
    }),
  }),
  channelOf('pos', {
    STOCK_SET: writerOf('STOCK_SET', {
      productId: digits,
      quantity: { min: -999_999_999, max: 999_999_999 },
      locationId: digits,
      optionId: null,
      soldOut: false,
      memoMaxLength: 10,
    }),
  }),
  channelOf('mall', {
    INVENTORY_CONFIRMATION: writerOf('INVENTORY_CONFIRMATION', { orderItemId: plain, memoMaxLength: 10 }),
  }),
];

const validateItems = createValidateItems(createValidateItem(createChannels(channels), itemLimits));

export const validateAll = <Kind extends OperationKind>(kind: Kind, ...items: readonly InputOf[Kind][]) =>
  validateItems(kind, items, null);

/** The error of each item: its code and path; null if there is none. */
export const validationCodes = <Kind extends OperationKind>(kind: Kind, ...items: readonly InputOf[Kind][]) =>
  validateItems(kind, items, null).map((item) =>
    'failure' in item ? `${item.failure.code} at ${item.failure.path.join('.')}` : null,
  );

export const changesOf = <Kind extends OperationKind>(kind: Kind, ...items: readonly InputOf[Kind][]) =>
  validateItems(kind, items, null).map((item) => ('change' in item ? item.change : null));

/** Validates as for a client that may use only these channels. */
export const validateFor = (channels: ReadonlySet<ChannelKey>, ...items: readonly InputOf['STOCK_SET'][]) =>
  validateItems('STOCK_SET', items, channels);
