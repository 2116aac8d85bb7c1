import type { QuantityGuard } from '../../../domain/changes/guard.ts';
import type {
  InvalidItem,
  ItemErrorCode,
  ItemFailure,
  StaleQuantity,
  TargetNotFound,
  VendorRejected,
  VendorUnavailable,
} from '../../../domain/failure.ts';
import { builder } from '../../builder.ts';
import { StockLevelRef } from '../stock/stock-level.ts';
import { millisecondsOf } from '../values/duration.ts';
import { describedEnum } from '../values/enums.ts';
import { ItemResultRef } from './item-result.ts';
import { comparedLevelOf, type FailureModel, type UnknownModel } from './item-result-model.ts';

const ItemErrorCodeEnum = describedEnum<ItemErrorCode>(
  'ItemErrorCode',
  "Why an item failed, for programs. A vendor's code that equals one of these codes is kept. Any other code becomes VENDOR_REJECTED. `vendorCode` has the original code.",
  {
    UNKNOWN_CHANNEL:
      'No channel with this key is configured, or the API key does not permit it. `channels` lists the channels that you may use.',
    UNSUPPORTED_BY_CHANNEL:
      'The channel does not accept this kind of write: see `Channel.capabilities.operations`.',
    INVALID_QUANTITY:
      'A quantity outside the range that the vendor can store: see `Channel.capabilities.quantity` and, for an adjustment, `Channel.capabilities.delta`. An adjustment also fails with this code when its sum with the last known quantity is outside the range.',
    LOCATION_REQUIRED: 'The vendor keeps stock per store: set `locationId`.',
    LOCATION_UNSUPPORTED: 'The vendor has no stores: omit `locationId`.',
    OPTIONS_UNSUPPORTED: 'The vendor has no options: omit `options`.',
    REASON_REQUIRED: 'An ordered item that is not available needs an `unavailableReason`.',
    MEMO_TOO_LONG: 'The memo is longer than the vendor accepts: see `Channel.capabilities.memoMaxLength`.',
    INVALID_VALUE: 'Another field has an invalid value. `path` names it.',
    DUPLICATE_TARGET:
      'The mutation contains the same target more than once. None of the copies was sent. Send one of them.',
    SKU_NOT_FOUND:
      'There is no SKU with this code that the API key permits, or the SKU has no listing. `saveSkus` saves SKUs.',
    PRODUCT_NOT_FOUND:
      'The vendor does not know the product. In an InvalidItem: the gateway does not know the stock of the product. `repairDrift` needs it, and so does a vendor to set one option.',
    OPTION_NOT_FOUND:
      'The vendor does not know an option of the product. In an InvalidItem: the gateway does not know the stock of an option, which the vendor needs to set another one.',
    LOCATION_NOT_FOUND: 'The vendor does not know the store.',
    ORDER_ITEM_NOT_FOUND: 'The vendor does not know the ordered item.',
    NO_DRIFT:
      'Only `repairDrift`: the stock level has no drift now. It may have ended since you read it. Nothing was sent.',
    STALE_QUANTITY:
      'The quantity of the target was not `ifQuantity` when the turn of the change came. StaleQuantity has the quantity.',
    INVALID_PRICE: 'The discounted price is higher than the price.',
    VENDOR_REJECTED:
      'The vendor refused the change for another reason: see `vendorCode` and `vendorMessage`.',
    VENDOR_UNAVAILABLE: 'The vendor was unavailable in all attempts. Try again later.',
    VENDOR_UNAUTHORIZED:
      "The vendor does not accept the gateway's credentials. The operator has to correct the settings of the channel.",
    RATE_LIMITED: 'The vendor limited the rate for longer than the item could wait. Try again later.',
  },
);

const ItemFailureRef = builder.interfaceRef<FailureModel>('ItemFailure').implement({
  description: 'An item that failed, with the reason.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    code: t.field({
      type: ItemErrorCodeEnum,
      description: 'The reason, for programs.',
      resolve: ({ failure }) => failure.code,
    }),
    message: t.string({
      description: 'The reason and what to do, for people. The text may change.',
      resolve: ({ failure }) => failure.message,
    }),
    retryable: t.boolean({
      description: 'Whether the same item may succeed later. False when something has to change first.',
      resolve: ({ failure }) => failure.retryable,
    }),
    mayHaveApplied: t.boolean({
      description:
        'Whether the vendor may have made the change despite the failure. It is safe to send the same absolute value again. An adjustment never fails with true: its outcome is unknown then.',
      resolve: ({ failure }) => failure.mayHaveApplied,
    }),
    vendorCode: t.string({
      nullable: true,
      description:
        "The vendor's code, with secrets removed, at most 500 characters. Null when the vendor returned none or the item was not sent.",
      resolve: ({ failure }) => failure.vendorCode,
    }),
    vendorMessage: t.string({
      nullable: true,
      description:
        "The vendor's message in its own language, with secrets removed, at most 500 characters. Null when the vendor returned none.",
      resolve: ({ failure }) => failure.vendorMessage,
    }),
  }),
});

const failureRef = <Failure extends ItemFailure>(name: Failure['type']) =>
  builder.objectRef<FailureModel<Failure>>(name);
const interfaces = [ItemFailureRef, ItemResultRef];

failureRef<InvalidItem>('InvalidItem').implement({
  description:
    'The item breaks a rule that the gateway checks. It was not sent. The other items of the mutation were processed.',
  interfaces,
  fields: (t) => ({
    path: t.stringList({
      description: 'The path of the field in the item, for example ["options", "0", "quantity"].',
      resolve: ({ failure }) => failure.path,
    }),
  }),
});

failureRef<TargetNotFound>('TargetNotFound').implement({
  description: 'The vendor does not know the product, option, store or ordered item of the change.',
  interfaces,
});

failureRef<VendorRejected>('VendorRejected').implement({
  description: 'The vendor knows the target and refused the change.',
  interfaces,
});

failureRef<VendorUnavailable>('VendorUnavailable').implement({
  description: 'The vendor was unavailable in all attempts, and the gateway stopped retrying.',
  interfaces,
  fields: (t) => ({
    retryAfterMs: t.int({
      nullable: true,
      description: 'The time to wait before a retry. Null when the vendor does not state it.',
      resolve: ({ failure }) => millisecondsOf(failure.retryAfter),
    }),
  }),
});

const QuantityGuardEnum = describedEnum<QuantityGuard>(
  'QuantityGuard',
  'The quantity that `ifQuantity` was compared with.',
  {
    READ_BEFORE_WRITE:
      'The gateway read the quantity from the vendor directly before the write. No other client of the gateway can write in between. A sale, or another program that writes to the vendor, can: the write then replaces its quantity.',
    LAST_ACKNOWLEDGED:
      'The vendor cannot be read. The gateway compared the quantity that the vendor acknowledged last. The comparison is exact among the clients of the gateway: it also fails while an earlier change may have been applied without an answer. It does not see sales or other programs.',
  },
);

failureRef<StaleQuantity>('StaleQuantity').implement({
  description:
    'The quantity of the target was not `ifQuantity` when the turn of the change came. The change was not sent.',
  interfaces,
  fields: (t) => ({
    actual: t.field({
      type: StockLevelRef,
      nullable: true,
      description:
        'The stock level that `ifQuantity` was compared with. Null when the vendor reports no stock of the target, when the gateway knows no acknowledged level, or when a later change may have been applied without an answer.',
      resolve: ({ failure, item }) => comparedLevelOf(item.change, failure.actual),
    }),
    guard: t.field({
      type: QuantityGuardEnum,
      description: 'What `ifQuantity` was compared with.',
      resolve: ({ failure }) => failure.guard,
    }),
  }),
});

builder.objectRef<UnknownModel>('OutcomeUnknown').implement({
  description:
    'The item was sent and no outcome arrived. Its status is OUTCOME_UNKNOWN, and the vendor may have applied it. Later evidence may still change the status. It is safe to send the same absolute value again. It is not safe to send the same adjustment again: read the stock first.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    message: t.string({
      description: 'What happened and what to do, for people. The text may change.',
      resolve: ({ failure }) => failure.message,
    }),
    vendorCode: t.string({
      nullable: true,
      description:
        "The vendor's code, with secrets removed, at most 500 characters. Null when the vendor returned none.",
      resolve: ({ failure }) => failure.vendorCode,
    }),
    vendorMessage: t.string({
      nullable: true,
      description:
        "The vendor's message in its own language, with secrets removed, at most 500 characters. Null when the vendor returned none.",
      resolve: ({ failure }) => failure.vendorMessage,
    }),
  }),
});
