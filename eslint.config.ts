import graphql from '@graphql-eslint/eslint-plugin';
import type { ESLint, Linter } from 'eslint';

/** Objects that are part of another object and have no identity of their own. A new one must be added here. */
const values = [
  'ChannelCapabilities',
  'ChannelHealth',
  'Drift',
  'IntRange',
  'ItemTarget',
  'Money',
  'OptionGroup',
  'OptionGroupName',
  'OptionName',
  'OptionStock',
  'PageInfo',
  'ProductCount',
  'ProductOption',
  'Listing',
  'StockHistoryEntry',
  'StockTarget',
  'StockUnknown',
  'SupplyPrice',
  'UserError',
  'VendorRequest',
  'WebhookAttempt',
];

/** Requested changes. They belong to one item. */
const changes = [
  'InventoryConfirmation',
  'ProductReplacement',
  'StockAdjustmentChange',
  'StockQuantityChange',
];

/** Results of items. Their operation and their `index` identify them. */
const results = [
  'ConfirmationApplied',
  'InvalidItem',
  'ItemCanceled',
  'ItemPending',
  'ItemSuperseded',
  'ItemValid',
  'OutcomeUnknown',
  'ProductApplied',
  'StaleQuantity',
  'StockApplied',
  'StockAppliedUnread',
  'TargetNotFound',
  'VendorRejected',
  'VendorUnavailable',
];

/** Pages, answers of mutations and events of subscriptions. */
const suffixes = ['Connection', 'Edge', 'Event', 'Payload'];

/** ESLint checks schema.graphql only. Biome checks the sources. */
const schema: Linter.Config = {
  files: ['schema.graphql'],
  // Its types do not allow for exactOptionalPropertyTypes.
  plugins: { '@graphql-eslint': { rules: graphql.rules } as unknown as ESLint.Plugin },
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { schema: 'schema.graphql' } },
  },
  rules: {
    ...graphql.configs['flat/schema-recommended'].rules,
    ...graphql.configs['flat/schema-relay'].rules,
    // `id` is always a global id. An object without one must not look like an object of its own to a cache.
    '@graphql-eslint/strict-id-in-types': [
      'error',
      { exceptions: { types: [...values, ...changes, ...results], suffixes } },
    ],
    // The ids of vendors have the same name in every type and input: `Product.productId`, `StockLevel.productId`.
    '@graphql-eslint/no-typename-prefix': 'off',
    // Lists that the caller bounds, and short lists inside an object, are plain lists. Results of items have no id.
    '@graphql-eslint/relay-edge-types': [
      'error',
      { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
    ],
  },
};

export default [schema];
