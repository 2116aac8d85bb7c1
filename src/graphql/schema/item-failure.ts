import type {
  InvalidItem,
  ItemErrorCode,
  ItemFailure,
  OutcomeUnknown,
  TargetNotFound,
  VendorRejected,
  VendorUnavailable,
} from '../../domain/failure.ts';
import { builder } from '../builder.ts';
import { describedEnum } from './enums.ts';
import { ItemResultRef } from './item-result.ts';
import type { FailureModel } from './item-result-model.ts';

const ItemErrorCodeEnum = describedEnum<ItemErrorCode>(
  'ItemErrorCode',
  "Why an item failed, for programs. A vendor's code that equals one of these becomes it; any other becomes VENDOR_REJECTED, with the original in `vendorCode`.",
  {
    UNKNOWN_CHANNEL:
      'No channel of this id is configured, or the API key is not for it. `channels` lists those there are for you.',
    UNSUPPORTED_BY_CHANNEL:
      "The channel's vendor does not take this kind of write. See `Channel.capabilities.operations`.",
    INVALID_QUANTITY:
      'A quantity outside the range that the vendor can store: see `Channel.capabilities.quantity`.',
    LOCATION_REQUIRED: 'The vendor keeps stock per store: set `locationId`.',
    LOCATION_UNSUPPORTED: 'The vendor has no stores: omit `locationId`.',
    OPTIONS_UNSUPPORTED: 'The vendor has no options: omit `options`.',
    REASON_REQUIRED: 'An ordered item that is not available needs an `unavailableReason`.',
    MEMO_TOO_LONG: 'The memo is longer than the vendor accepts: see `Channel.capabilities.memoMaxLength`.',
    INVALID_VALUE: 'Another malformed field. `field` names it.',
    DUPLICATE_TARGET:
      'The same target stands in this mutation more than once; none of the copies was sent. Decide for one.',
    PRODUCT_NOT_FOUND: 'The vendor does not know the product.',
    OPTION_NOT_FOUND: 'The vendor does not know an option of the product.',
    LOCATION_NOT_FOUND: 'The vendor does not know the store.',
    ORDER_ITEM_NOT_FOUND: 'The vendor does not know the ordered item.',
    INVALID_PRICE: 'The discounted price is over the price.',
    VENDOR_REJECTED: 'The vendor refused it for a reason of its own: see `vendorCode` and `vendorMessage`.',
    VENDOR_UNAVAILABLE: 'The vendor could not be reached or could not serve, in all tries. Try again later.',
    VENDOR_UNAUTHORIZED:
      "The vendor does not accept the gateway's credentials. The channel's settings need a look; the item does not.",
    RATE_LIMITED: 'The vendor asked for fewer requests for longer than the item could wait. Try again later.',
    OUTCOME_UNKNOWN: 'Sent, and nobody said what became of it. The same absolute value may be sent again.',
  },
);

const ItemFailureRef = builder.interfaceRef<FailureModel>('ItemFailure').implement({
  description: 'An item that was not applied, as far as anyone knows: why, and what to do.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    code: t.field({
      type: ItemErrorCodeEnum,
      description: 'Why, for programs.',
      resolve: ({ failure }) => failure.code,
    }),
    message: t.string({
      description: 'What happened, to what, and what to do: for people. Its wording may change.',
      resolve: ({ failure }) => failure.message,
    }),
    retryable: t.boolean({
      description: 'Whether the same item may succeed later. False: something has to change first.',
      resolve: ({ failure }) => failure.retryable,
    }),
    mayHaveApplied: t.boolean({
      description:
        'Whether the vendor may have done it all the same. Sending the same absolute value again is safe.',
      resolve: ({ failure }) => failure.mayHaveApplied,
    }),
    vendorCode: t.string({
      nullable: true,
      description:
        "The vendor's own code, with secrets blotted out and cut at 500 characters; null where it gave none or was not asked.",
      resolve: ({ failure }) => failure.vendorCode,
    }),
    vendorMessage: t.string({
      nullable: true,
      description:
        "The vendor's own words in its own language, with secrets blotted out and cut at 500 characters; null where it gave none.",
      resolve: ({ failure }) => failure.vendorMessage,
    }),
  }),
});

const failureRef = <Failure extends ItemFailure>(name: Failure['type']) =>
  builder.objectRef<FailureModel<Failure>>(name);
const interfaces = [ItemFailureRef, ItemResultRef];

failureRef<InvalidItem>('InvalidItem').implement({
  description:
    'The item breaks a rule that the gateway knows. Nothing was sent for it; its neighbours went on.',
  interfaces,
  fields: (t) => ({
    field: t.stringList({
      description: 'The path inside the item, e.g. ["options", "0", "quantity"].',
      resolve: ({ failure }) => failure.field,
    }),
  }),
});

failureRef<TargetNotFound>('TargetNotFound').implement({
  description: 'The vendor does not know the product, option, store or ordered item that the item names.',
  interfaces,
});

failureRef<VendorRejected>('VendorRejected').implement({
  description: 'The vendor knows what the item names, and refused the change.',
  interfaces,
});

failureRef<VendorUnavailable>('VendorUnavailable').implement({
  description: 'The vendor could not be reached or would not serve. Tried several times, and given up.',
  interfaces,
  fields: (t) => ({
    retryAfter: t.int({
      nullable: true,
      description: 'Seconds to wait before another try, where the vendor said.',
      resolve: ({ failure }) => failure.retryAfter,
    }),
  }),
});

failureRef<OutcomeUnknown>('OutcomeUnknown').implement({
  description:
    'Sent, and never answered: its status is OUTCOME_UNKNOWN and it may have been applied. Later evidence may still settle it.',
  interfaces,
});
