
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "Change": [
      "InventoryConfirmation",
      "ProductReplacement",
      "StockAdjustmentChange",
      "StockQuantityChange"
    ],
    "ItemFailure": [
      "InvalidItem",
      "StaleQuantity",
      "TargetNotFound",
      "VendorRejected",
      "VendorUnavailable"
    ],
    "ItemResult": [
      "ConfirmationApplied",
      "InvalidItem",
      "ItemCanceled",
      "ItemPending",
      "ItemSuperseded",
      "ItemValid",
      "OutcomeUnknown",
      "ProductApplied",
      "StaleQuantity",
      "StockApplied",
      "StockAppliedUnread",
      "TargetNotFound",
      "VendorRejected",
      "VendorUnavailable"
    ],
    "MutationPayload": [
      "AdjustStockPayload",
      "ConfirmInventoryPayload",
      "RepairDriftPayload",
      "ReplaceProductsPayload",
      "RetryOperationPayload",
      "SetSkuStockPayload",
      "SetStockPayload"
    ],
    "Node": [
      "Channel",
      "GlobalLinkProduct",
      "Location",
      "Operation",
      "Sku",
      "SmaregiProduct",
      "StockLevel",
      "WebhookDelivery",
      "WebhookEndpoint"
    ],
    "Product": [
      "GlobalLinkProduct",
      "SmaregiProduct"
    ],
    "StockLookup": [
      "StockLevel",
      "StockUnknown"
    ]
  }
};
      export default result;
    