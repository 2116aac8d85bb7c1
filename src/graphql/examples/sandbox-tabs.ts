import { vendors } from '../../adapters/vendors/index.ts';
import type { OperationKind } from '../../domain/operation.ts';
import { productTypeOf } from '../schema/values/product-type.ts';

type ExampleItem = { readonly channel: string; readonly [field: string]: unknown };

/** Items for the sandbox vendors that accept this kind of operation. */
const exampleItems = (kind: OperationKind): readonly ExampleItem[] =>
  vendors.flatMap(({ key, examples }) => (examples[kind] ?? []).map((item) => ({ channel: key, ...item })));

/** An item without nested values and enum values, as it is written in a document. */
const literalOf = (item: ExampleItem): string => {
  const fields = Object.entries(item).filter(([, value]) => value !== undefined);
  return `{ ${fields.map(([field, value]) => `${field}: ${JSON.stringify(value)}`).join(', ')} }`;
};

const stockExamples = exampleItems('STOCK_SET');

/** A mutation that sets the stock of one product. */
export const shortExample = `mutation { setStock(input: { items: [${stockExamples.slice(0, 1).map(literalOf).join()}] }) { results { __typename status } } }`;

export type ExampleTab = { readonly query: string; readonly variables?: string };

/** The fields of a result, for the tabs. */
const resultFields = `fragment Result on ItemResult {
  __typename
  index
  status
  target { channelKey productId locationId orderItemId }
  ... on StockApplied { stock { quantity observedAt source } vendorReference }
  ... on StockAppliedUnread { vendorReference }
  ... on ItemPending { stage deadline }
  ... on ItemSuperseded { by { id } }
  ... on ItemFailure { code message retryable mayHaveApplied vendorCode vendorMessage }
  ... on InvalidItem { path }
  ... on OutcomeUnknown { message vendorCode vendorMessage }
}
`;

const products = `# See the products of all vendors, with their options and
# stock. The gateway reads them from vendors that have a
# list, and knows those that it wrote itself.
query Products {
  products(first: 10) {
    count { value precision }
    nodes {
      __typename
      id
      channel { key }
      productId
      name
      code
      price { amount currency }
      options { optionId names { name } stock { quantity } }
      stock(first: 10) {
        nodes { location { name } optionId quantity pending }
      }
      source
      observedAt
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

/** Text fields that only products of one vendor have, one line for each vendor. */
const ownTexts = vendors
  .flatMap(({ name, products: own }) => {
    const texts = Object.entries(own?.fields ?? {}).filter(([, { type }]) => type === 'text');
    const names = texts.slice(0, 3).map(([field]) => field);
    return names.length === 0 ? [] : [`... on ${productTypeOf(name)} { ${names.join(' ')} }`];
  })
  .join('\n      ');

const search = `# Search names, codes and ids in any script. Case and
# width are ignored: ｼｬﾂ finds シャツ.
query Search {
  products(
    first: 10
    filter: { search: "シャツ" }
    sort: { field: NAME }
  ) {
    count { value precision }
    nodes {
      channel { key }
      productId
      name
      code
      ${ownTexts}
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

/** The target of the first stock example of each channel. */
const exampleTargets = stockExamples
  .filter(({ channel }, at) => stockExamples.findIndex((other) => other.channel === channel) === at)
  .map(({ channel, ...item }) => ({ channel, productId: item['productId'], locationId: item['locationId'] }));

const stock = `# See stock by store, the lowest quantity first, and the
# stock of single targets. maxAgeMs: 0 asks the vendor.
query Stock {
  stockLevels(
    first: 10
    filter: { quantity: { max: 10 } }
    sort: { field: QUANTITY }
  ) {
    nodes {
      channel { key }
      product { name }
      location { name kind }
      productId
      optionId
      quantity
      pending
      source
      observedAt
    }
  }
  stock(
    maxAgeMs: 0
    targets: [
      ${[...exampleTargets, { channel: 'nowhere', productId: '1' }].map(literalOf).join('\n      ')}
    ]
  ) {
    __typename
    ... on StockLevel { channel { key } productId locationId quantity observedAt source pending }
    ... on StockUnknown { target { channelKey productId } reason }
  }
}
`;

const setStock = `# Set stock at several vendors at once. Items fail alone:
# here a product that its vendor does not know, and a
# channel that does not exist.
# waitMs: 0 answers at once, so most items are PENDING:
# the next tab follows them to their end.
mutation SetStock {
  setStock(
    input: {
      waitMs: 0
      items: [
        ${[...stockExamples, { channel: 'nowhere', productId: '1', quantity: 1 }].map(literalOf).join('\n        ')}
      ]
    }
  ) {
    operation { id status pendingCount }
    results { ...Result }
    userErrors { code message path limit provided retryAfterMs }
    replayed
  }
}

${resultFields}`;

const adjustStock = `# Add to stock, or subtract from it. The change is relative,
# so the key makes a repeat safe: run it twice, and the
# second answer is replayed.
mutation AdjustStock {
  adjustStock(
    input: {
      idempotencyKey: "example-adjustment-1"
      items: [
        ${exampleItems('STOCK_ADJUSTMENT').map(literalOf).join('\n        ')}
      ]
    }
  ) {
    operation { id status }
    results { ...Result }
    userErrors { code message path }
    replayed
  }
}

${resultFields}`;

const follow = `# Follow your last operation to its end. For another one,
# add its id: operationChanged(id: "…").
# Each event holds what is new; the last is completed.
subscription Follow {
  operationChanged {
    sequence
    completed
    operation {
      id
      kind
      status
      appliedCount
      failedCount
      supersededCount
      unknownCount
      pendingCount
    }
    results { ...Result }
  }
}

${resultFields}`;

const confirm = `# Confirm, for ordered items, that stock is available.
# The vendor does not know the last one.
# The key makes a repeat safe: run it twice, and the
# second answer is replayed.
mutation Confirm($items: [InventoryConfirmationInput!]!) {
  confirmInventory(
    input: {
      idempotencyKey: "example-confirmation-1"
      items: $items
    }
  ) {
    operation { id status appliedCount failedCount }
    results {
      __typename
      index
      status
      ... on ConfirmationApplied { orderItemId available newStatus supplyPriceRecorded vendorMessage }
      ... on ItemFailure { code message retryable vendorMessage }
    }
    userErrors { code message path }
    replayed
  }
}
`;

const replace = `# Replace whole products. An item whose discounted price
# is over its price fails alone.
mutation ReplaceProducts($items: [ProductInput!]!) {
  replaceProducts(input: { items: $items }) {
    operation { id status }
    results {
      __typename
      index
      status
      ... on ProductApplied {
        product {
          id
          name
          price { amount currency }
          options { optionId price { amount } stock { quantity } }
        }
        shopType
        vendorUpdatedAt
      }
      ... on ItemFailure { code message vendorCode vendorMessage }
      ... on InvalidItem { path }
    }
    userErrors { code message path }
  }
}
`;

const watch = `# Watch stock change: by this gateway, and at the vendors.
# The sandbox sells something every few seconds.
subscription Watch {
  stockChanged {
    id
    channel { key }
    product { name }
    location { name }
    productId
    optionId
    quantity
    pending
    source
    observedAt
  }
}
`;

/** Operations with their failed items and their vendor requests, as fields of `operations`. */
export const operationNodes = `    nodes {
      id
      kind
      status
      createdAt
      completedAt
      itemCount
      appliedCount
      failedCount
      results(filter: { statuses: [FAILED] }, first: 3) {
        nodes {
          index
          target { channelKey productId }
          ... on ItemFailure { code message }
        }
      }
      vendorRequests {
        channelKey
        rows
        attempt
        sentAt
        answeredAt
        httpStatus
        vendorRequestId
        outcome
      }
    }`;

const channels = `# See the channels, their health and their stores, and the
# last operations with their vendor requests.
query Channels {
  channels {
    key
    vendor
    sandbox
    currency
    capabilities {
      operations
      maxRowsPerRequest
      readsStock
      readsProducts
      quantity { min max }
      memoMaxLength
    }
    health {
      status
      queuedCount
      inFlightCount
      lastFailure
      catalogSyncedAt
    }
    locations { nodes { locationId name kind } }
  }
  operations(first: 5) {
${operationNodes}
  }
}
`;

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** The tabs of GraphiQL with the sandbox: reads and writes that are ready to run. */
export const sandboxTabs: readonly ExampleTab[] = [
  { query: products },
  { query: search },
  { query: stock },
  { query: setStock },
  { query: adjustStock },
  { query: follow },
  { query: confirm, variables: json({ items: exampleItems('INVENTORY_CONFIRMATION') }) },
  { query: replace, variables: json({ items: exampleItems('PRODUCT_REPLACEMENT') }) },
  { query: watch },
  { query: channels },
];
