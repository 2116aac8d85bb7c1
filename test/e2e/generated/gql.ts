/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query HeldBack {\n    channels {\n      key\n      health {\n        heldBack\n      }\n    }\n  }\n": typeof types.HeldBackDocument,
    "\n  query ReadModel($targets: [StockTargetInput!]!) {\n    products(filter: { channels: [\"global-link\"] }) {\n      edges {\n        node {\n          id\n          channel {\n            key\n          }\n          productId\n        }\n      }\n    }\n    stock(targets: $targets, maxAgeMs: null) {\n      ... on StockLevel {\n        quantity\n        channel {\n          key\n        }\n      }\n    }\n  }\n": typeof types.ReadModelDocument,
    "\n  query ProductNode($id: ID!) {\n    node(id: $id) {\n      ... on Product {\n        channel {\n          key\n        }\n        name\n      }\n    }\n  }\n": typeof types.ProductNodeDocument,
    "\n  query Mine($id: ID!) {\n    operation(id: $id) {\n      id\n    }\n    node(id: $id) {\n      id\n    }\n    operations {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": typeof types.MineDocument,
    "\n  subscription FollowMine($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n    }\n  }\n": typeof types.FollowMineDocument,
    "\n  query MyChannels {\n    channels {\n      key\n    }\n    stock(\n      targets: [\n        { channel: \"global-link\", productId: \"product-001\" }\n        { channel: \"smaregi\", productId: \"567\", locationId: \"8\" }\n      ]\n    ) {\n      ... on StockLevel {\n        quantity\n      }\n    }\n  }\n": typeof types.MyChannelsDocument,
    "\n  subscription FollowCanceled($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n      results {\n        status\n        ... on ItemCanceled {\n          canceledBy\n        }\n      }\n    }\n  }\n": typeof types.FollowCanceledDocument,
    "\n  query NewestOperation {\n    operations(first: 1) {\n      nodes {\n        id\n        itemCount\n      }\n    }\n  }\n": typeof types.NewestOperationDocument,
    "\n  query QueuedItems {\n    channel(key: \"global-link\") {\n      health {\n        queuedCount\n      }\n    }\n  }\n": typeof types.QueuedItemsDocument,
    "\n  query LevelAfterEvent {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: [\"567\"], locationIds: [\"8\"] }) {\n      nodes {\n        quantity\n        source\n      }\n    }\n  }\n": typeof types.LevelAfterEventDocument,
    "\n  query CatalogueProducts(\n    $filter: ProductFilter\n    $sort: ProductSort\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {\n      count {\n        value\n        precision\n      }\n      nodes {\n        __typename\n        productId\n        name\n        code\n        source\n        stock(first: 10) {\n          nodes {\n            locationId\n            quantity\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.CatalogueProductsDocument,
    "\n  query StockByStore($filter: StockFilter, $sort: StockSort, $first: Int) {\n    stockLevels(filter: $filter, sort: $sort, first: $first) {\n      nodes {\n        product {\n          name\n        }\n        location {\n          name\n          kind\n        }\n        productId\n        locationId\n        quantity\n        source\n        observedAt\n      }\n    }\n    channel(key: \"smaregi\") {\n      locations(first: 10) {\n        nodes {\n          locationId\n          name\n          kind\n        }\n      }\n      health {\n        catalogSyncedAt\n      }\n    }\n  }\n": typeof types.StockByStoreDocument,
    "\n  query ReadThrough($productId: ID!, $maxAgeMs: Int) {\n    product(channel: \"smaregi\", productId: $productId, maxAgeMs: $maxAgeMs) {\n      name\n      source\n      observedAt\n    }\n  }\n": typeof types.ReadThroughDocument,
    "\n  query LiveStock($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      ... on StockLevel {\n        quantity\n      }\n    }\n  }\n": typeof types.LiveStockDocument,
    "\n  subscription WatchChannels($channel: ID) {\n    channelHealthChanged(channel: $channel) {\n      key\n      health {\n        status\n      }\n    }\n  }\n": typeof types.WatchChannelsDocument,
    "\n  query ConfiguredChannels {\n    channels {\n      key\n      vendor\n      sandbox\n    }\n  }\n": typeof types.ConfiguredChannelsDocument,
    "\n  fragment Outcome on ItemResult {\n    __typename\n    index\n    status\n    target {\n      channelKey\n      productId\n      locationId\n      orderItemId\n    }\n    ... on StockApplied {\n      vendorReference\n      stock {\n        productId\n        locationId\n        quantity\n        soldOut\n        source\n      }\n    }\n    ... on StockAppliedUnread {\n      vendorReference\n    }\n    ... on ProductApplied {\n      shopType\n      vendorUpdatedAt\n      product {\n        id\n        productId\n        name\n        ... on GlobalLinkProduct {\n          discountedPrice {\n            amount\n            currency\n          }\n          stockQuantity\n        }\n      }\n    }\n    ... on ConfirmationApplied {\n      orderItemId\n      available\n      newStatus\n      supplyPriceRecorded\n      confirmationMessage: vendorMessage\n    }\n    ... on ItemPending {\n      stage\n      deadline\n    }\n    ... on ItemSuperseded {\n      by {\n        id\n      }\n    }\n    ... on ItemCanceled {\n      canceledBy\n    }\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      mayHaveApplied\n      vendorCode\n      vendorMessage\n    }\n    ... on InvalidItem {\n      path\n    }\n    ... on VendorUnavailable {\n      retryAfterMs\n    }\n    ... on OutcomeUnknown {\n      message\n      vendorCode\n      vendorMessage\n    }\n  }\n": typeof types.OutcomeFragmentDoc,
    "\n  fragment Progress on Operation {\n    id\n    kind\n    status\n    sequence\n    createdAt\n    completedAt\n    itemCount\n    appliedCount\n    failedCount\n    supersededCount\n    canceledCount\n    unknownCount\n    pendingCount\n  }\n": typeof types.ProgressFragmentDoc,
    "\n  fragment Answer on MutationPayload {\n    operation {\n      ...Progress\n    }\n    results {\n      ...Outcome\n    }\n    userErrors {\n      code\n      message\n      path\n      limit\n      provided\n      retryAfterMs\n    }\n    replayed\n  }\n": typeof types.AnswerFragmentDoc,
    "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.SetStockDocument,
    "\n  mutation AdjustStock($input: AdjustStockInput!) {\n    adjustStock(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.AdjustStockDocument,
    "\n  mutation SetSkus($input: SetSkuStockInput!) {\n    setSkuStock(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.SetSkusDocument,
    "\n  mutation SaveSkusOfRun($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.SaveSkusOfRunDocument,
    "\n  mutation ReplaceProducts($input: ReplaceProductsInput!) {\n    replaceProducts(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.ReplaceProductsDocument,
    "\n  mutation ConfirmInventory($input: ConfirmInventoryInput!) {\n    confirmInventory(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.ConfirmInventoryDocument,
    "\n  mutation RetryOperation($input: RetryOperationInput!) {\n    retryOperation(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.RetryOperationDocument,
    "\n  query Retries($id: ID!) {\n    operation(id: $id) {\n      retryOf {\n        id\n      }\n      retries {\n        id\n      }\n    }\n  }\n": typeof types.RetriesDocument,
    "\n  mutation CancelOperation($id: ID!) {\n    cancelOperation(input: { operationId: $id }) {\n      operation {\n        ...Progress\n      }\n      canceledCount\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CancelOperationDocument,
    "\n  query OperationById($id: ID!) {\n    operation(id: $id) {\n      ...Progress\n      results(first: 1000) {\n        edges {\n          node {\n            ...Outcome\n          }\n        }\n      }\n      vendorRequests {\n        channelKey\n        kind\n        rows\n        attempt\n        sentAt\n        answeredAt\n        httpStatus\n        vendorRequestId\n        outcome\n      }\n    }\n  }\n": typeof types.OperationByIdDocument,
    "\n  mutation RepairDrift($input: RepairDriftInput!) {\n    repairDrift(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.RepairDriftDocument,
    "\n  query DriftedLevels {\n    stockLevels(filter: { channels: [\"smaregi\"], drifted: true }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        drift {\n          expected\n          actual\n          since\n        }\n      }\n    }\n  }\n": typeof types.DriftedLevelsDocument,
    "\n  query LevelsOf($productIds: [ID!]) {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: $productIds }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        source\n      }\n    }\n  }\n": typeof types.LevelsOfDocument,
    "\n  query CatalogueSync($channel: ID!) {\n    channel(key: $channel) {\n      health {\n        catalogSyncedAt\n      }\n    }\n  }\n": typeof types.CatalogueSyncDocument,
    "\n  mutation CreateEndpoint($url: URL!, $events: [WebhookEvent!]!) {\n    createWebhookEndpoint(input: { url: $url, events: $events }) {\n      webhookEndpoint { id url events enabled }\n      secret\n      userErrors { code path message limit }\n    }\n  }\n": typeof types.CreateEndpointDocument,
    "\n  query Endpoints($first: Int, $after: String) {\n    webhookEndpoints {\n      id\n      enabled\n      notice\n      deliveries(first: $first, after: $after) {\n        nodes { id event status attempts { httpStatus error answer } nextAttemptAt }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.EndpointsDocument,
    "\n  query Drifted($drifted: Boolean) {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: [\"567\", \"568\"], drifted: $drifted }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        source\n        drift {\n          expected\n          actual\n        }\n      }\n    }\n  }\n": typeof types.DriftedDocument,
    "\n  subscription WatchDrift {\n    stockChanged(filter: { productIds: [\"567\"], locationIds: [\"8\"] }, snapshot: true) {\n      quantity\n      drift {\n        expected\n        actual\n        since\n      }\n    }\n  }\n": typeof types.WatchDriftDocument,
    "\n  subscription WatchAllStock {\n    stockChanged {\n      quantity\n    }\n  }\n": typeof types.WatchAllStockDocument,
    "\n  subscription FollowToEnd($id: ID!) {\n    operationChanged(id: $id) {\n      sequence\n      completed\n    }\n  }\n": typeof types.FollowToEndDocument,
    "\n  subscription FollowOperation($id: ID!, $after: Int) {\n    operationChanged(id: $id, after: $after) {\n      sequence\n      completed\n      operation {\n        ...Progress\n      }\n      results {\n        ...Outcome\n      }\n    }\n  }\n": typeof types.FollowOperationDocument,
    "\n  mutation UpdateEndpoint($input: UpdateWebhookEndpointInput!) {\n    updateWebhookEndpoint(input: $input) { webhookEndpoint { id enabled notice } secret userErrors { code path } }\n  }\n": typeof types.UpdateEndpointDocument,
    "\n  mutation DeleteEndpoint($id: ID!) {\n    deleteWebhookEndpoint(input: { id: $id }) { deletedId userErrors { code } }\n  }\n": typeof types.DeleteEndpointDocument,
    "\n  mutation Redeliver($id: ID!) {\n    redeliverWebhook(input: { deliveryId: $id }) { delivery { id status } userErrors { code } }\n  }\n": typeof types.RedeliverDocument,
    "\n  mutation WriteAsClient($input: SetStockInput!) {\n    setStock(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.WriteAsClientDocument,
    "\n  query AllChannels {\n    channels {\n      key\n      vendor\n      sandbox\n      capabilities {\n        operations\n        maxRowsPerRequest\n      }\n      health {\n        status\n        queuedCount\n        inFlightCount\n        lastFailure\n        lastFailureAt\n      }\n    }\n  }\n": typeof types.AllChannelsDocument,
    "\n  query ChannelHealth($id: ID!) {\n    channel(key: $id) {\n      health {\n        status\n        queuedCount\n        inFlightCount\n        lastFailure\n        lastFailureAt\n      }\n    }\n  }\n": typeof types.ChannelHealthDocument,
    "\n  query OperationPage($filter: OperationFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    operations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": typeof types.OperationPageDocument,
    "\n  query ResultPage($id: ID!, $filter: ResultFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    operation(id: $id) {\n      results(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        edges {\n          node {\n            index\n            status\n          }\n        }\n      }\n    }\n  }\n": typeof types.ResultPageDocument,
    "\n  query OperationNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Operation {\n        kind\n        itemCount\n      }\n    }\n  }\n": typeof types.OperationNodeDocument,
    "\n  query ProductOf($channel: ID!, $productId: ID!) {\n    product(channel: $channel, productId: $productId) {\n      __typename\n      id\n      channel {\n        key\n      }\n      productId\n      name\n      image\n      price {\n        amount\n        currency\n      }\n      options {\n        optionId\n        names {\n          groupOptionId\n          name\n        }\n        price {\n          amount\n        }\n        stock {\n          quantity\n        }\n        order\n        minPurchase\n        maxPurchase\n      }\n      stock {\n        nodes {\n          optionId\n          quantity\n          pending\n        }\n      }\n      source\n      observedAt\n      ... on GlobalLinkProduct {\n        brand\n        mainImage\n        images\n        detailImages\n        discountedPrice {\n          amount\n        }\n        domesticShippingFee {\n          amount\n        }\n        freeShippingThreshold {\n          amount\n        }\n        stockQuantity\n        exportProhibited\n        exportProhibitedReason\n        sourceUrl\n        optionGroups {\n          type\n          names {\n            groupOptionId\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.ProductOfDocument,
    "\n  query ProductPage($filter: ProductFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    products(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          productId\n        }\n      }\n    }\n  }\n": typeof types.ProductPageDocument,
    "\n  query NodesById($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      __typename\n      id\n      ... on Product {\n        productId\n      }\n      ... on Operation {\n        itemCount\n      }\n    }\n  }\n": typeof types.NodesByIdDocument,
    "\n  query StockLevels($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      __typename\n      ... on StockLevel {\n        id\n        channel {\n          key\n          vendor\n        }\n        productId\n        locationId\n        optionId\n        quantity\n        soldOut\n        source\n        pending\n        observedAt\n      }\n      ... on StockUnknown {\n        reason\n        target {\n          channelKey\n          productId\n          locationId\n          optionId\n        }\n      }\n    }\n  }\n": typeof types.StockLevelsDocument,
    "\n  query VendorStock($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      ... on StockLevel {\n        productId\n        locationId\n        quantity\n        source\n      }\n      ... on StockUnknown {\n        reason\n      }\n    }\n  }\n": typeof types.VendorStockDocument,
    "\n  subscription WatchLevels {\n    stockChanged(filter: { channels: [\"smaregi\"], productIds: [\"567\"] }) {\n      quantity\n      source\n      pending\n    }\n  }\n": typeof types.WatchLevelsDocument,
    "\n  subscription FollowWaiting($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n      results {\n        status\n      }\n    }\n  }\n": typeof types.FollowWaitingDocument,
    "\n  subscription WatchQuantity {\n    stockChanged {\n      quantity\n    }\n  }\n": typeof types.WatchQuantityDocument,
    "\n  query ChannelIds {\n    channels {\n      key\n    }\n  }\n": typeof types.ChannelIdsDocument,
    "\n  subscription FollowElsewhere($id: ID!) {\n    operationChanged(id: $id) {\n      sequence\n      completed\n    }\n  }\n": typeof types.FollowElsewhereDocument,
    "\n  mutation SetSkuStock($input: SetSkuStockInput!) {\n    setSkuStock(input: $input) {\n      operation {\n        id\n        kind\n        itemCount\n      }\n      results {\n        ...Outcome\n        target {\n          optionId\n          skuCode\n          sku {\n            code\n          }\n        }\n        change {\n          ... on StockQuantityChange {\n            quantity\n            memo\n          }\n        }\n        ... on StockApplied {\n          stock {\n            optionId\n          }\n        }\n        ... on ItemValid {\n          current {\n            optionId\n            quantity\n          }\n        }\n      }\n      userErrors {\n        code\n        limit\n        provided\n      }\n      replayed\n    }\n  }\n": typeof types.SetSkuStockDocument,
    "\n  mutation SaveListings($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.SaveListingsDocument,
    "\n  query TargetsOf($id: ID!) {\n    operation(id: $id) {\n      results(first: 1000) {\n        nodes {\n          target {\n            channelKey\n            productId\n            optionId\n            skuCode\n            sku {\n              code\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.TargetsOfDocument,
    "mutation DropSku { deleteSkus(input: { codes: [\"TEE\"] }) { deletedCodes } }": typeof types.DropSkuDocument,
    "\n        query ShirtLevels {\n          stockLevels(filter: { productIds: [\"product-009\"] }) {\n            nodes {\n              optionId\n              quantity\n            }\n          }\n        }\n      ": typeof types.ShirtLevelsDocument,
    "\n  fragment SkuParts on Sku {\n    id\n    code\n    listings {\n      channel {\n        key\n      }\n      productId\n      locationId\n      optionId\n      buffer\n      stock {\n        quantity\n      }\n    }\n  }\n": typeof types.SkuPartsFragmentDoc,
    "\n  mutation SaveSkus($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      skus {\n        ...SkuParts\n      }\n      userErrors {\n        code\n        message\n        path\n        limit\n        provided\n      }\n    }\n  }\n": typeof types.SaveSkusDocument,
    "\n  mutation DeleteSkus($input: DeleteSkusInput!) {\n    deleteSkus(input: $input) {\n      deletedCodes\n      userErrors {\n        code\n        path\n      }\n    }\n  }\n": typeof types.DeleteSkusDocument,
    "\n  query SkuByCode($code: ID!) {\n    sku(code: $code) {\n      ...SkuParts\n      suggestions {\n        nodes {\n          channel {\n            key\n          }\n          productId\n          code\n          sku {\n            code\n          }\n        }\n      }\n    }\n  }\n": typeof types.SkuByCodeDocument,
    "\n  query ListSkus($filter: SkuFilter, $first: Int, $after: String) {\n    skus(filter: $filter, first: $first, after: $after) {\n      nodes {\n        code\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListSkusDocument,
    "\n  query LevelsOfSkus($skus: [ID!]) {\n    stockLevels(filter: { skus: $skus }) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        optionId\n        quantity\n      }\n    }\n  }\n": typeof types.LevelsOfSkusDocument,
    "\n  query ChannelsOfGateway {\n    channels {\n      key\n      vendor\n      sandbox\n    }\n  }\n": typeof types.ChannelsOfGatewayDocument,
    "\n  query StockAfterRestart {\n    stock(targets: [{ channel: \"global-link\", productId: \"product-001\" }]) {\n      ... on StockLevel {\n        quantity\n        pending\n      }\n    }\n    operations(first: 10) {\n      edges {\n        node {\n          id\n          status\n        }\n      }\n    }\n  }\n": typeof types.StockAfterRestartDocument,
    "\n  subscription WatchUntilClosed {\n    stockChanged {\n      quantity\n    }\n  }\n": typeof types.WatchUntilClosedDocument,
    "\n  subscription WatchStock($filter: StockFilter, $snapshot: Boolean) {\n    stockChanged(filter: $filter, snapshot: $snapshot) {\n      channel {\n        key\n      }\n      productId\n      locationId\n      optionId\n      quantity\n      soldOut\n      source\n      observedAt\n      pending\n    }\n  }\n": typeof types.WatchStockDocument,
    "\n  subscription WatchEvents($filter: StockFilter, $snapshot: Boolean) {\n    stockChanged(filter: $filter, snapshot: $snapshot) {\n      productId\n      locationId\n      quantity\n      pending\n      source\n    }\n  }\n": typeof types.WatchEventsDocument,
};
const documents: Documents = {
    "\n  query HeldBack {\n    channels {\n      key\n      health {\n        heldBack\n      }\n    }\n  }\n": types.HeldBackDocument,
    "\n  query ReadModel($targets: [StockTargetInput!]!) {\n    products(filter: { channels: [\"global-link\"] }) {\n      edges {\n        node {\n          id\n          channel {\n            key\n          }\n          productId\n        }\n      }\n    }\n    stock(targets: $targets, maxAgeMs: null) {\n      ... on StockLevel {\n        quantity\n        channel {\n          key\n        }\n      }\n    }\n  }\n": types.ReadModelDocument,
    "\n  query ProductNode($id: ID!) {\n    node(id: $id) {\n      ... on Product {\n        channel {\n          key\n        }\n        name\n      }\n    }\n  }\n": types.ProductNodeDocument,
    "\n  query Mine($id: ID!) {\n    operation(id: $id) {\n      id\n    }\n    node(id: $id) {\n      id\n    }\n    operations {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": types.MineDocument,
    "\n  subscription FollowMine($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n    }\n  }\n": types.FollowMineDocument,
    "\n  query MyChannels {\n    channels {\n      key\n    }\n    stock(\n      targets: [\n        { channel: \"global-link\", productId: \"product-001\" }\n        { channel: \"smaregi\", productId: \"567\", locationId: \"8\" }\n      ]\n    ) {\n      ... on StockLevel {\n        quantity\n      }\n    }\n  }\n": types.MyChannelsDocument,
    "\n  subscription FollowCanceled($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n      results {\n        status\n        ... on ItemCanceled {\n          canceledBy\n        }\n      }\n    }\n  }\n": types.FollowCanceledDocument,
    "\n  query NewestOperation {\n    operations(first: 1) {\n      nodes {\n        id\n        itemCount\n      }\n    }\n  }\n": types.NewestOperationDocument,
    "\n  query QueuedItems {\n    channel(key: \"global-link\") {\n      health {\n        queuedCount\n      }\n    }\n  }\n": types.QueuedItemsDocument,
    "\n  query LevelAfterEvent {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: [\"567\"], locationIds: [\"8\"] }) {\n      nodes {\n        quantity\n        source\n      }\n    }\n  }\n": types.LevelAfterEventDocument,
    "\n  query CatalogueProducts(\n    $filter: ProductFilter\n    $sort: ProductSort\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {\n      count {\n        value\n        precision\n      }\n      nodes {\n        __typename\n        productId\n        name\n        code\n        source\n        stock(first: 10) {\n          nodes {\n            locationId\n            quantity\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.CatalogueProductsDocument,
    "\n  query StockByStore($filter: StockFilter, $sort: StockSort, $first: Int) {\n    stockLevels(filter: $filter, sort: $sort, first: $first) {\n      nodes {\n        product {\n          name\n        }\n        location {\n          name\n          kind\n        }\n        productId\n        locationId\n        quantity\n        source\n        observedAt\n      }\n    }\n    channel(key: \"smaregi\") {\n      locations(first: 10) {\n        nodes {\n          locationId\n          name\n          kind\n        }\n      }\n      health {\n        catalogSyncedAt\n      }\n    }\n  }\n": types.StockByStoreDocument,
    "\n  query ReadThrough($productId: ID!, $maxAgeMs: Int) {\n    product(channel: \"smaregi\", productId: $productId, maxAgeMs: $maxAgeMs) {\n      name\n      source\n      observedAt\n    }\n  }\n": types.ReadThroughDocument,
    "\n  query LiveStock($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      ... on StockLevel {\n        quantity\n      }\n    }\n  }\n": types.LiveStockDocument,
    "\n  subscription WatchChannels($channel: ID) {\n    channelHealthChanged(channel: $channel) {\n      key\n      health {\n        status\n      }\n    }\n  }\n": types.WatchChannelsDocument,
    "\n  query ConfiguredChannels {\n    channels {\n      key\n      vendor\n      sandbox\n    }\n  }\n": types.ConfiguredChannelsDocument,
    "\n  fragment Outcome on ItemResult {\n    __typename\n    index\n    status\n    target {\n      channelKey\n      productId\n      locationId\n      orderItemId\n    }\n    ... on StockApplied {\n      vendorReference\n      stock {\n        productId\n        locationId\n        quantity\n        soldOut\n        source\n      }\n    }\n    ... on StockAppliedUnread {\n      vendorReference\n    }\n    ... on ProductApplied {\n      shopType\n      vendorUpdatedAt\n      product {\n        id\n        productId\n        name\n        ... on GlobalLinkProduct {\n          discountedPrice {\n            amount\n            currency\n          }\n          stockQuantity\n        }\n      }\n    }\n    ... on ConfirmationApplied {\n      orderItemId\n      available\n      newStatus\n      supplyPriceRecorded\n      confirmationMessage: vendorMessage\n    }\n    ... on ItemPending {\n      stage\n      deadline\n    }\n    ... on ItemSuperseded {\n      by {\n        id\n      }\n    }\n    ... on ItemCanceled {\n      canceledBy\n    }\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      mayHaveApplied\n      vendorCode\n      vendorMessage\n    }\n    ... on InvalidItem {\n      path\n    }\n    ... on VendorUnavailable {\n      retryAfterMs\n    }\n    ... on OutcomeUnknown {\n      message\n      vendorCode\n      vendorMessage\n    }\n  }\n": types.OutcomeFragmentDoc,
    "\n  fragment Progress on Operation {\n    id\n    kind\n    status\n    sequence\n    createdAt\n    completedAt\n    itemCount\n    appliedCount\n    failedCount\n    supersededCount\n    canceledCount\n    unknownCount\n    pendingCount\n  }\n": types.ProgressFragmentDoc,
    "\n  fragment Answer on MutationPayload {\n    operation {\n      ...Progress\n    }\n    results {\n      ...Outcome\n    }\n    userErrors {\n      code\n      message\n      path\n      limit\n      provided\n      retryAfterMs\n    }\n    replayed\n  }\n": types.AnswerFragmentDoc,
    "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      ...Answer\n    }\n  }\n": types.SetStockDocument,
    "\n  mutation AdjustStock($input: AdjustStockInput!) {\n    adjustStock(input: $input) {\n      ...Answer\n    }\n  }\n": types.AdjustStockDocument,
    "\n  mutation SetSkus($input: SetSkuStockInput!) {\n    setSkuStock(input: $input) {\n      ...Answer\n    }\n  }\n": types.SetSkusDocument,
    "\n  mutation SaveSkusOfRun($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      userErrors {\n        message\n      }\n    }\n  }\n": types.SaveSkusOfRunDocument,
    "\n  mutation ReplaceProducts($input: ReplaceProductsInput!) {\n    replaceProducts(input: $input) {\n      ...Answer\n    }\n  }\n": types.ReplaceProductsDocument,
    "\n  mutation ConfirmInventory($input: ConfirmInventoryInput!) {\n    confirmInventory(input: $input) {\n      ...Answer\n    }\n  }\n": types.ConfirmInventoryDocument,
    "\n  mutation RetryOperation($input: RetryOperationInput!) {\n    retryOperation(input: $input) {\n      ...Answer\n    }\n  }\n": types.RetryOperationDocument,
    "\n  query Retries($id: ID!) {\n    operation(id: $id) {\n      retryOf {\n        id\n      }\n      retries {\n        id\n      }\n    }\n  }\n": types.RetriesDocument,
    "\n  mutation CancelOperation($id: ID!) {\n    cancelOperation(input: { operationId: $id }) {\n      operation {\n        ...Progress\n      }\n      canceledCount\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CancelOperationDocument,
    "\n  query OperationById($id: ID!) {\n    operation(id: $id) {\n      ...Progress\n      results(first: 1000) {\n        edges {\n          node {\n            ...Outcome\n          }\n        }\n      }\n      vendorRequests {\n        channelKey\n        kind\n        rows\n        attempt\n        sentAt\n        answeredAt\n        httpStatus\n        vendorRequestId\n        outcome\n      }\n    }\n  }\n": types.OperationByIdDocument,
    "\n  mutation RepairDrift($input: RepairDriftInput!) {\n    repairDrift(input: $input) {\n      ...Answer\n    }\n  }\n": types.RepairDriftDocument,
    "\n  query DriftedLevels {\n    stockLevels(filter: { channels: [\"smaregi\"], drifted: true }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        drift {\n          expected\n          actual\n          since\n        }\n      }\n    }\n  }\n": types.DriftedLevelsDocument,
    "\n  query LevelsOf($productIds: [ID!]) {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: $productIds }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        source\n      }\n    }\n  }\n": types.LevelsOfDocument,
    "\n  query CatalogueSync($channel: ID!) {\n    channel(key: $channel) {\n      health {\n        catalogSyncedAt\n      }\n    }\n  }\n": types.CatalogueSyncDocument,
    "\n  mutation CreateEndpoint($url: URL!, $events: [WebhookEvent!]!) {\n    createWebhookEndpoint(input: { url: $url, events: $events }) {\n      webhookEndpoint { id url events enabled }\n      secret\n      userErrors { code path message limit }\n    }\n  }\n": types.CreateEndpointDocument,
    "\n  query Endpoints($first: Int, $after: String) {\n    webhookEndpoints {\n      id\n      enabled\n      notice\n      deliveries(first: $first, after: $after) {\n        nodes { id event status attempts { httpStatus error answer } nextAttemptAt }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.EndpointsDocument,
    "\n  query Drifted($drifted: Boolean) {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: [\"567\", \"568\"], drifted: $drifted }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        source\n        drift {\n          expected\n          actual\n        }\n      }\n    }\n  }\n": types.DriftedDocument,
    "\n  subscription WatchDrift {\n    stockChanged(filter: { productIds: [\"567\"], locationIds: [\"8\"] }, snapshot: true) {\n      quantity\n      drift {\n        expected\n        actual\n        since\n      }\n    }\n  }\n": types.WatchDriftDocument,
    "\n  subscription WatchAllStock {\n    stockChanged {\n      quantity\n    }\n  }\n": types.WatchAllStockDocument,
    "\n  subscription FollowToEnd($id: ID!) {\n    operationChanged(id: $id) {\n      sequence\n      completed\n    }\n  }\n": types.FollowToEndDocument,
    "\n  subscription FollowOperation($id: ID!, $after: Int) {\n    operationChanged(id: $id, after: $after) {\n      sequence\n      completed\n      operation {\n        ...Progress\n      }\n      results {\n        ...Outcome\n      }\n    }\n  }\n": types.FollowOperationDocument,
    "\n  mutation UpdateEndpoint($input: UpdateWebhookEndpointInput!) {\n    updateWebhookEndpoint(input: $input) { webhookEndpoint { id enabled notice } secret userErrors { code path } }\n  }\n": types.UpdateEndpointDocument,
    "\n  mutation DeleteEndpoint($id: ID!) {\n    deleteWebhookEndpoint(input: { id: $id }) { deletedId userErrors { code } }\n  }\n": types.DeleteEndpointDocument,
    "\n  mutation Redeliver($id: ID!) {\n    redeliverWebhook(input: { deliveryId: $id }) { delivery { id status } userErrors { code } }\n  }\n": types.RedeliverDocument,
    "\n  mutation WriteAsClient($input: SetStockInput!) {\n    setStock(input: $input) {\n      ...Answer\n    }\n  }\n": types.WriteAsClientDocument,
    "\n  query AllChannels {\n    channels {\n      key\n      vendor\n      sandbox\n      capabilities {\n        operations\n        maxRowsPerRequest\n      }\n      health {\n        status\n        queuedCount\n        inFlightCount\n        lastFailure\n        lastFailureAt\n      }\n    }\n  }\n": types.AllChannelsDocument,
    "\n  query ChannelHealth($id: ID!) {\n    channel(key: $id) {\n      health {\n        status\n        queuedCount\n        inFlightCount\n        lastFailure\n        lastFailureAt\n      }\n    }\n  }\n": types.ChannelHealthDocument,
    "\n  query OperationPage($filter: OperationFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    operations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": types.OperationPageDocument,
    "\n  query ResultPage($id: ID!, $filter: ResultFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    operation(id: $id) {\n      results(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        edges {\n          node {\n            index\n            status\n          }\n        }\n      }\n    }\n  }\n": types.ResultPageDocument,
    "\n  query OperationNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Operation {\n        kind\n        itemCount\n      }\n    }\n  }\n": types.OperationNodeDocument,
    "\n  query ProductOf($channel: ID!, $productId: ID!) {\n    product(channel: $channel, productId: $productId) {\n      __typename\n      id\n      channel {\n        key\n      }\n      productId\n      name\n      image\n      price {\n        amount\n        currency\n      }\n      options {\n        optionId\n        names {\n          groupOptionId\n          name\n        }\n        price {\n          amount\n        }\n        stock {\n          quantity\n        }\n        order\n        minPurchase\n        maxPurchase\n      }\n      stock {\n        nodes {\n          optionId\n          quantity\n          pending\n        }\n      }\n      source\n      observedAt\n      ... on GlobalLinkProduct {\n        brand\n        mainImage\n        images\n        detailImages\n        discountedPrice {\n          amount\n        }\n        domesticShippingFee {\n          amount\n        }\n        freeShippingThreshold {\n          amount\n        }\n        stockQuantity\n        exportProhibited\n        exportProhibitedReason\n        sourceUrl\n        optionGroups {\n          type\n          names {\n            groupOptionId\n            name\n          }\n        }\n      }\n    }\n  }\n": types.ProductOfDocument,
    "\n  query ProductPage($filter: ProductFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    products(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          productId\n        }\n      }\n    }\n  }\n": types.ProductPageDocument,
    "\n  query NodesById($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      __typename\n      id\n      ... on Product {\n        productId\n      }\n      ... on Operation {\n        itemCount\n      }\n    }\n  }\n": types.NodesByIdDocument,
    "\n  query StockLevels($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      __typename\n      ... on StockLevel {\n        id\n        channel {\n          key\n          vendor\n        }\n        productId\n        locationId\n        optionId\n        quantity\n        soldOut\n        source\n        pending\n        observedAt\n      }\n      ... on StockUnknown {\n        reason\n        target {\n          channelKey\n          productId\n          locationId\n          optionId\n        }\n      }\n    }\n  }\n": types.StockLevelsDocument,
    "\n  query VendorStock($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      ... on StockLevel {\n        productId\n        locationId\n        quantity\n        source\n      }\n      ... on StockUnknown {\n        reason\n      }\n    }\n  }\n": types.VendorStockDocument,
    "\n  subscription WatchLevels {\n    stockChanged(filter: { channels: [\"smaregi\"], productIds: [\"567\"] }) {\n      quantity\n      source\n      pending\n    }\n  }\n": types.WatchLevelsDocument,
    "\n  subscription FollowWaiting($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n      results {\n        status\n      }\n    }\n  }\n": types.FollowWaitingDocument,
    "\n  subscription WatchQuantity {\n    stockChanged {\n      quantity\n    }\n  }\n": types.WatchQuantityDocument,
    "\n  query ChannelIds {\n    channels {\n      key\n    }\n  }\n": types.ChannelIdsDocument,
    "\n  subscription FollowElsewhere($id: ID!) {\n    operationChanged(id: $id) {\n      sequence\n      completed\n    }\n  }\n": types.FollowElsewhereDocument,
    "\n  mutation SetSkuStock($input: SetSkuStockInput!) {\n    setSkuStock(input: $input) {\n      operation {\n        id\n        kind\n        itemCount\n      }\n      results {\n        ...Outcome\n        target {\n          optionId\n          skuCode\n          sku {\n            code\n          }\n        }\n        change {\n          ... on StockQuantityChange {\n            quantity\n            memo\n          }\n        }\n        ... on StockApplied {\n          stock {\n            optionId\n          }\n        }\n        ... on ItemValid {\n          current {\n            optionId\n            quantity\n          }\n        }\n      }\n      userErrors {\n        code\n        limit\n        provided\n      }\n      replayed\n    }\n  }\n": types.SetSkuStockDocument,
    "\n  mutation SaveListings($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      userErrors {\n        message\n      }\n    }\n  }\n": types.SaveListingsDocument,
    "\n  query TargetsOf($id: ID!) {\n    operation(id: $id) {\n      results(first: 1000) {\n        nodes {\n          target {\n            channelKey\n            productId\n            optionId\n            skuCode\n            sku {\n              code\n            }\n          }\n        }\n      }\n    }\n  }\n": types.TargetsOfDocument,
    "mutation DropSku { deleteSkus(input: { codes: [\"TEE\"] }) { deletedCodes } }": types.DropSkuDocument,
    "\n        query ShirtLevels {\n          stockLevels(filter: { productIds: [\"product-009\"] }) {\n            nodes {\n              optionId\n              quantity\n            }\n          }\n        }\n      ": types.ShirtLevelsDocument,
    "\n  fragment SkuParts on Sku {\n    id\n    code\n    listings {\n      channel {\n        key\n      }\n      productId\n      locationId\n      optionId\n      buffer\n      stock {\n        quantity\n      }\n    }\n  }\n": types.SkuPartsFragmentDoc,
    "\n  mutation SaveSkus($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      skus {\n        ...SkuParts\n      }\n      userErrors {\n        code\n        message\n        path\n        limit\n        provided\n      }\n    }\n  }\n": types.SaveSkusDocument,
    "\n  mutation DeleteSkus($input: DeleteSkusInput!) {\n    deleteSkus(input: $input) {\n      deletedCodes\n      userErrors {\n        code\n        path\n      }\n    }\n  }\n": types.DeleteSkusDocument,
    "\n  query SkuByCode($code: ID!) {\n    sku(code: $code) {\n      ...SkuParts\n      suggestions {\n        nodes {\n          channel {\n            key\n          }\n          productId\n          code\n          sku {\n            code\n          }\n        }\n      }\n    }\n  }\n": types.SkuByCodeDocument,
    "\n  query ListSkus($filter: SkuFilter, $first: Int, $after: String) {\n    skus(filter: $filter, first: $first, after: $after) {\n      nodes {\n        code\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListSkusDocument,
    "\n  query LevelsOfSkus($skus: [ID!]) {\n    stockLevels(filter: { skus: $skus }) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        optionId\n        quantity\n      }\n    }\n  }\n": types.LevelsOfSkusDocument,
    "\n  query ChannelsOfGateway {\n    channels {\n      key\n      vendor\n      sandbox\n    }\n  }\n": types.ChannelsOfGatewayDocument,
    "\n  query StockAfterRestart {\n    stock(targets: [{ channel: \"global-link\", productId: \"product-001\" }]) {\n      ... on StockLevel {\n        quantity\n        pending\n      }\n    }\n    operations(first: 10) {\n      edges {\n        node {\n          id\n          status\n        }\n      }\n    }\n  }\n": types.StockAfterRestartDocument,
    "\n  subscription WatchUntilClosed {\n    stockChanged {\n      quantity\n    }\n  }\n": types.WatchUntilClosedDocument,
    "\n  subscription WatchStock($filter: StockFilter, $snapshot: Boolean) {\n    stockChanged(filter: $filter, snapshot: $snapshot) {\n      channel {\n        key\n      }\n      productId\n      locationId\n      optionId\n      quantity\n      soldOut\n      source\n      observedAt\n      pending\n    }\n  }\n": types.WatchStockDocument,
    "\n  subscription WatchEvents($filter: StockFilter, $snapshot: Boolean) {\n    stockChanged(filter: $filter, snapshot: $snapshot) {\n      productId\n      locationId\n      quantity\n      pending\n      source\n    }\n  }\n": types.WatchEventsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HeldBack {\n    channels {\n      key\n      health {\n        heldBack\n      }\n    }\n  }\n"): typeof import('./graphql.ts').HeldBackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadModel($targets: [StockTargetInput!]!) {\n    products(filter: { channels: [\"global-link\"] }) {\n      edges {\n        node {\n          id\n          channel {\n            key\n          }\n          productId\n        }\n      }\n    }\n    stock(targets: $targets, maxAgeMs: null) {\n      ... on StockLevel {\n        quantity\n        channel {\n          key\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReadModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductNode($id: ID!) {\n    node(id: $id) {\n      ... on Product {\n        channel {\n          key\n        }\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProductNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Mine($id: ID!) {\n    operation(id: $id) {\n      id\n    }\n    node(id: $id) {\n      id\n    }\n    operations {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowMine($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n    }\n  }\n"): typeof import('./graphql.ts').FollowMineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyChannels {\n    channels {\n      key\n    }\n    stock(\n      targets: [\n        { channel: \"global-link\", productId: \"product-001\" }\n        { channel: \"smaregi\", productId: \"567\", locationId: \"8\" }\n      ]\n    ) {\n      ... on StockLevel {\n        quantity\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MyChannelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowCanceled($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n      results {\n        status\n        ... on ItemCanceled {\n          canceledBy\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowCanceledDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewestOperation {\n    operations(first: 1) {\n      nodes {\n        id\n        itemCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NewestOperationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query QueuedItems {\n    channel(key: \"global-link\") {\n      health {\n        queuedCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').QueuedItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevelAfterEvent {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: [\"567\"], locationIds: [\"8\"] }) {\n      nodes {\n        quantity\n        source\n      }\n    }\n  }\n"): typeof import('./graphql.ts').LevelAfterEventDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CatalogueProducts(\n    $filter: ProductFilter\n    $sort: ProductSort\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {\n      count {\n        value\n        precision\n      }\n      nodes {\n        __typename\n        productId\n        name\n        code\n        source\n        stock(first: 10) {\n          nodes {\n            locationId\n            quantity\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CatalogueProductsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StockByStore($filter: StockFilter, $sort: StockSort, $first: Int) {\n    stockLevels(filter: $filter, sort: $sort, first: $first) {\n      nodes {\n        product {\n          name\n        }\n        location {\n          name\n          kind\n        }\n        productId\n        locationId\n        quantity\n        source\n        observedAt\n      }\n    }\n    channel(key: \"smaregi\") {\n      locations(first: 10) {\n        nodes {\n          locationId\n          name\n          kind\n        }\n      }\n      health {\n        catalogSyncedAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StockByStoreDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadThrough($productId: ID!, $maxAgeMs: Int) {\n    product(channel: \"smaregi\", productId: $productId, maxAgeMs: $maxAgeMs) {\n      name\n      source\n      observedAt\n    }\n  }\n"): typeof import('./graphql.ts').ReadThroughDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LiveStock($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      ... on StockLevel {\n        quantity\n      }\n    }\n  }\n"): typeof import('./graphql.ts').LiveStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchChannels($channel: ID) {\n    channelHealthChanged(channel: $channel) {\n      key\n      health {\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatchChannelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConfiguredChannels {\n    channels {\n      key\n      vendor\n      sandbox\n    }\n  }\n"): typeof import('./graphql.ts').ConfiguredChannelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Outcome on ItemResult {\n    __typename\n    index\n    status\n    target {\n      channelKey\n      productId\n      locationId\n      orderItemId\n    }\n    ... on StockApplied {\n      vendorReference\n      stock {\n        productId\n        locationId\n        quantity\n        soldOut\n        source\n      }\n    }\n    ... on StockAppliedUnread {\n      vendorReference\n    }\n    ... on ProductApplied {\n      shopType\n      vendorUpdatedAt\n      product {\n        id\n        productId\n        name\n        ... on GlobalLinkProduct {\n          discountedPrice {\n            amount\n            currency\n          }\n          stockQuantity\n        }\n      }\n    }\n    ... on ConfirmationApplied {\n      orderItemId\n      available\n      newStatus\n      supplyPriceRecorded\n      confirmationMessage: vendorMessage\n    }\n    ... on ItemPending {\n      stage\n      deadline\n    }\n    ... on ItemSuperseded {\n      by {\n        id\n      }\n    }\n    ... on ItemCanceled {\n      canceledBy\n    }\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      mayHaveApplied\n      vendorCode\n      vendorMessage\n    }\n    ... on InvalidItem {\n      path\n    }\n    ... on VendorUnavailable {\n      retryAfterMs\n    }\n    ... on OutcomeUnknown {\n      message\n      vendorCode\n      vendorMessage\n    }\n  }\n"): typeof import('./graphql.ts').OutcomeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Progress on Operation {\n    id\n    kind\n    status\n    sequence\n    createdAt\n    completedAt\n    itemCount\n    appliedCount\n    failedCount\n    supersededCount\n    canceledCount\n    unknownCount\n    pendingCount\n  }\n"): typeof import('./graphql.ts').ProgressFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Answer on MutationPayload {\n    operation {\n      ...Progress\n    }\n    results {\n      ...Outcome\n    }\n    userErrors {\n      code\n      message\n      path\n      limit\n      provided\n      retryAfterMs\n    }\n    replayed\n  }\n"): typeof import('./graphql.ts').AnswerFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').SetStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdjustStock($input: AdjustStockInput!) {\n    adjustStock(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').AdjustStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetSkus($input: SetSkuStockInput!) {\n    setSkuStock(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').SetSkusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveSkusOfRun($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      userErrors {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveSkusOfRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplaceProducts($input: ReplaceProductsInput!) {\n    replaceProducts(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').ReplaceProductsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmInventory($input: ConfirmInventoryInput!) {\n    confirmInventory(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').ConfirmInventoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryOperation($input: RetryOperationInput!) {\n    retryOperation(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').RetryOperationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Retries($id: ID!) {\n    operation(id: $id) {\n      retryOf {\n        id\n      }\n      retries {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RetriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelOperation($id: ID!) {\n    cancelOperation(input: { operationId: $id }) {\n      operation {\n        ...Progress\n      }\n      canceledCount\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CancelOperationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OperationById($id: ID!) {\n    operation(id: $id) {\n      ...Progress\n      results(first: 1000) {\n        edges {\n          node {\n            ...Outcome\n          }\n        }\n      }\n      vendorRequests {\n        channelKey\n        kind\n        rows\n        attempt\n        sentAt\n        answeredAt\n        httpStatus\n        vendorRequestId\n        outcome\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OperationByIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RepairDrift($input: RepairDriftInput!) {\n    repairDrift(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').RepairDriftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DriftedLevels {\n    stockLevels(filter: { channels: [\"smaregi\"], drifted: true }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        drift {\n          expected\n          actual\n          since\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DriftedLevelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevelsOf($productIds: [ID!]) {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: $productIds }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        source\n      }\n    }\n  }\n"): typeof import('./graphql.ts').LevelsOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CatalogueSync($channel: ID!) {\n    channel(key: $channel) {\n      health {\n        catalogSyncedAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CatalogueSyncDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateEndpoint($url: URL!, $events: [WebhookEvent!]!) {\n    createWebhookEndpoint(input: { url: $url, events: $events }) {\n      webhookEndpoint { id url events enabled }\n      secret\n      userErrors { code path message limit }\n    }\n  }\n"): typeof import('./graphql.ts').CreateEndpointDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Endpoints($first: Int, $after: String) {\n    webhookEndpoints {\n      id\n      enabled\n      notice\n      deliveries(first: $first, after: $after) {\n        nodes { id event status attempts { httpStatus error answer } nextAttemptAt }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EndpointsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Drifted($drifted: Boolean) {\n    stockLevels(filter: { channels: [\"smaregi\"], productIds: [\"567\", \"568\"], drifted: $drifted }, first: 100) {\n      nodes {\n        productId\n        locationId\n        quantity\n        source\n        drift {\n          expected\n          actual\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DriftedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchDrift {\n    stockChanged(filter: { productIds: [\"567\"], locationIds: [\"8\"] }, snapshot: true) {\n      quantity\n      drift {\n        expected\n        actual\n        since\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatchDriftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchAllStock {\n    stockChanged {\n      quantity\n    }\n  }\n"): typeof import('./graphql.ts').WatchAllStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowToEnd($id: ID!) {\n    operationChanged(id: $id) {\n      sequence\n      completed\n    }\n  }\n"): typeof import('./graphql.ts').FollowToEndDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowOperation($id: ID!, $after: Int) {\n    operationChanged(id: $id, after: $after) {\n      sequence\n      completed\n      operation {\n        ...Progress\n      }\n      results {\n        ...Outcome\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowOperationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateEndpoint($input: UpdateWebhookEndpointInput!) {\n    updateWebhookEndpoint(input: $input) { webhookEndpoint { id enabled notice } secret userErrors { code path } }\n  }\n"): typeof import('./graphql.ts').UpdateEndpointDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteEndpoint($id: ID!) {\n    deleteWebhookEndpoint(input: { id: $id }) { deletedId userErrors { code } }\n  }\n"): typeof import('./graphql.ts').DeleteEndpointDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Redeliver($id: ID!) {\n    redeliverWebhook(input: { deliveryId: $id }) { delivery { id status } userErrors { code } }\n  }\n"): typeof import('./graphql.ts').RedeliverDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WriteAsClient($input: SetStockInput!) {\n    setStock(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').WriteAsClientDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllChannels {\n    channels {\n      key\n      vendor\n      sandbox\n      capabilities {\n        operations\n        maxRowsPerRequest\n      }\n      health {\n        status\n        queuedCount\n        inFlightCount\n        lastFailure\n        lastFailureAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AllChannelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChannelHealth($id: ID!) {\n    channel(key: $id) {\n      health {\n        status\n        queuedCount\n        inFlightCount\n        lastFailure\n        lastFailureAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChannelHealthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OperationPage($filter: OperationFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    operations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OperationPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ResultPage($id: ID!, $filter: ResultFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    operation(id: $id) {\n      results(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        edges {\n          node {\n            index\n            status\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ResultPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OperationNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Operation {\n        kind\n        itemCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OperationNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductOf($channel: ID!, $productId: ID!) {\n    product(channel: $channel, productId: $productId) {\n      __typename\n      id\n      channel {\n        key\n      }\n      productId\n      name\n      image\n      price {\n        amount\n        currency\n      }\n      options {\n        optionId\n        names {\n          groupOptionId\n          name\n        }\n        price {\n          amount\n        }\n        stock {\n          quantity\n        }\n        order\n        minPurchase\n        maxPurchase\n      }\n      stock {\n        nodes {\n          optionId\n          quantity\n          pending\n        }\n      }\n      source\n      observedAt\n      ... on GlobalLinkProduct {\n        brand\n        mainImage\n        images\n        detailImages\n        discountedPrice {\n          amount\n        }\n        domesticShippingFee {\n          amount\n        }\n        freeShippingThreshold {\n          amount\n        }\n        stockQuantity\n        exportProhibited\n        exportProhibitedReason\n        sourceUrl\n        optionGroups {\n          type\n          names {\n            groupOptionId\n            name\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProductOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductPage($filter: ProductFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    products(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          productId\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProductPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NodesById($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      __typename\n      id\n      ... on Product {\n        productId\n      }\n      ... on Operation {\n        itemCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NodesByIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StockLevels($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      __typename\n      ... on StockLevel {\n        id\n        channel {\n          key\n          vendor\n        }\n        productId\n        locationId\n        optionId\n        quantity\n        soldOut\n        source\n        pending\n        observedAt\n      }\n      ... on StockUnknown {\n        reason\n        target {\n          channelKey\n          productId\n          locationId\n          optionId\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StockLevelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VendorStock($targets: [StockTargetInput!]!) {\n    stock(targets: $targets) {\n      ... on StockLevel {\n        productId\n        locationId\n        quantity\n        source\n      }\n      ... on StockUnknown {\n        reason\n      }\n    }\n  }\n"): typeof import('./graphql.ts').VendorStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchLevels {\n    stockChanged(filter: { channels: [\"smaregi\"], productIds: [\"567\"] }) {\n      quantity\n      source\n      pending\n    }\n  }\n"): typeof import('./graphql.ts').WatchLevelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowWaiting($id: ID!) {\n    operationChanged(id: $id) {\n      completed\n      results {\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowWaitingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchQuantity {\n    stockChanged {\n      quantity\n    }\n  }\n"): typeof import('./graphql.ts').WatchQuantityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChannelIds {\n    channels {\n      key\n    }\n  }\n"): typeof import('./graphql.ts').ChannelIdsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowElsewhere($id: ID!) {\n    operationChanged(id: $id) {\n      sequence\n      completed\n    }\n  }\n"): typeof import('./graphql.ts').FollowElsewhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetSkuStock($input: SetSkuStockInput!) {\n    setSkuStock(input: $input) {\n      operation {\n        id\n        kind\n        itemCount\n      }\n      results {\n        ...Outcome\n        target {\n          optionId\n          skuCode\n          sku {\n            code\n          }\n        }\n        change {\n          ... on StockQuantityChange {\n            quantity\n            memo\n          }\n        }\n        ... on StockApplied {\n          stock {\n            optionId\n          }\n        }\n        ... on ItemValid {\n          current {\n            optionId\n            quantity\n          }\n        }\n      }\n      userErrors {\n        code\n        limit\n        provided\n      }\n      replayed\n    }\n  }\n"): typeof import('./graphql.ts').SetSkuStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveListings($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      userErrors {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveListingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TargetsOf($id: ID!) {\n    operation(id: $id) {\n      results(first: 1000) {\n        nodes {\n          target {\n            channelKey\n            productId\n            optionId\n            skuCode\n            sku {\n              code\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TargetsOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DropSku { deleteSkus(input: { codes: [\"TEE\"] }) { deletedCodes } }"): typeof import('./graphql.ts').DropSkuDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n        query ShirtLevels {\n          stockLevels(filter: { productIds: [\"product-009\"] }) {\n            nodes {\n              optionId\n              quantity\n            }\n          }\n        }\n      "): typeof import('./graphql.ts').ShirtLevelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SkuParts on Sku {\n    id\n    code\n    listings {\n      channel {\n        key\n      }\n      productId\n      locationId\n      optionId\n      buffer\n      stock {\n        quantity\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SkuPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveSkus($input: SaveSkusInput!) {\n    saveSkus(input: $input) {\n      skus {\n        ...SkuParts\n      }\n      userErrors {\n        code\n        message\n        path\n        limit\n        provided\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveSkusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteSkus($input: DeleteSkusInput!) {\n    deleteSkus(input: $input) {\n      deletedCodes\n      userErrors {\n        code\n        path\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeleteSkusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SkuByCode($code: ID!) {\n    sku(code: $code) {\n      ...SkuParts\n      suggestions {\n        nodes {\n          channel {\n            key\n          }\n          productId\n          code\n          sku {\n            code\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SkuByCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListSkus($filter: SkuFilter, $first: Int, $after: String) {\n    skus(filter: $filter, first: $first, after: $after) {\n      nodes {\n        code\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ListSkusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevelsOfSkus($skus: [ID!]) {\n    stockLevels(filter: { skus: $skus }) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        optionId\n        quantity\n      }\n    }\n  }\n"): typeof import('./graphql.ts').LevelsOfSkusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChannelsOfGateway {\n    channels {\n      key\n      vendor\n      sandbox\n    }\n  }\n"): typeof import('./graphql.ts').ChannelsOfGatewayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StockAfterRestart {\n    stock(targets: [{ channel: \"global-link\", productId: \"product-001\" }]) {\n      ... on StockLevel {\n        quantity\n        pending\n      }\n    }\n    operations(first: 10) {\n      edges {\n        node {\n          id\n          status\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StockAfterRestartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchUntilClosed {\n    stockChanged {\n      quantity\n    }\n  }\n"): typeof import('./graphql.ts').WatchUntilClosedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchStock($filter: StockFilter, $snapshot: Boolean) {\n    stockChanged(filter: $filter, snapshot: $snapshot) {\n      channel {\n        key\n      }\n      productId\n      locationId\n      optionId\n      quantity\n      soldOut\n      source\n      observedAt\n      pending\n    }\n  }\n"): typeof import('./graphql.ts').WatchStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchEvents($filter: StockFilter, $snapshot: Boolean) {\n    stockChanged(filter: $filter, snapshot: $snapshot) {\n      productId\n      locationId\n      quantity\n      pending\n      source\n    }\n  }\n"): typeof import('./graphql.ts').WatchEventsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
