import type { QuantityGuard } from './changes/guard.ts';

export const notFoundCodes = [
  'PRODUCT_NOT_FOUND',
  'OPTION_NOT_FOUND',
  'LOCATION_NOT_FOUND',
  'ORDER_ITEM_NOT_FOUND',
] as const;
export type NotFoundCode = (typeof notFoundCodes)[number];

export const unavailableCodes = ['VENDOR_UNAVAILABLE', 'VENDOR_UNAUTHORIZED', 'RATE_LIMITED'] as const;
export type UnavailableCode = (typeof unavailableCodes)[number];

export const itemErrorCodes = [
  'UNKNOWN_CHANNEL',
  'UNSUPPORTED_BY_CHANNEL',
  'INVALID_QUANTITY',
  'LOCATION_REQUIRED',
  'LOCATION_UNSUPPORTED',
  'OPTIONS_UNSUPPORTED',
  'REASON_REQUIRED',
  'MEMO_TOO_LONG',
  'INVALID_VALUE',
  'DUPLICATE_TARGET',
  ...notFoundCodes,
  'SKU_NOT_FOUND',
  'INVALID_PRICE',
  'STALE_QUANTITY',
  'NO_DRIFT',
  'VENDOR_REJECTED',
  ...unavailableCodes,
] as const;
export type ItemErrorCode = (typeof itemErrorCodes)[number];

type FailureBase = {
  /** For the caller: what happened, and the remedy. */
  readonly message: string;
  readonly retryable: boolean;
  readonly mayHaveApplied: boolean;
  /** The vendor's own error, unchanged. */
  readonly vendorCode: string | null;
  readonly vendorMessage: string | null;
};

/** The item breaks a rule. Nothing was sent for it. */
export type InvalidItem = FailureBase & {
  readonly type: 'InvalidItem';
  readonly code: ItemErrorCode;
  /** The path of the value inside the item. */
  readonly path: readonly string[];
};
/** The vendor does not know the target of the item. */
export type TargetNotFound = FailureBase & { readonly type: 'TargetNotFound'; readonly code: NotFoundCode };
/** The vendor knows the target and refused the change. */
export type VendorRejected = FailureBase & { readonly type: 'VendorRejected'; readonly code: ItemErrorCode };
/** The vendor could not be reached or did not serve the request, even after all retries. */
export type VendorUnavailable = FailureBase & {
  readonly type: 'VendorUnavailable';
  readonly code: UnavailableCode;
  /** Seconds, if the vendor gave them. */
  readonly retryAfter: number | null;
};
/** The level that a guarded change was compared with. */
export type ComparedLevel = {
  readonly quantity: number;
  readonly soldOut: boolean | null;
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
  readonly source: 'ACKNOWLEDGED_WRITE' | 'VENDOR_READ' | 'VENDOR_EVENT';
};
/** The quantity of the target was not the one that the change requires. Nothing was sent. */
export type StaleQuantity = FailureBase & {
  readonly type: 'StaleQuantity';
  readonly code: 'STALE_QUANTITY';
  /** Null if no level is known. */
  readonly actual: ComparedLevel | null;
  readonly guard: QuantityGuard;
};
/** The item was sent, and its outcome is not known. This is not a failure: the vendor may have applied it. */
export type OutcomeUnknown = Pick<FailureBase, 'message' | 'vendorCode' | 'vendorMessage'> & {
  readonly type: 'OutcomeUnknown';
};

export type ItemFailure = InvalidItem | TargetNotFound | VendorRejected | VendorUnavailable | StaleQuantity;

export const invalidItem = (code: ItemErrorCode, path: readonly string[], message: string): InvalidItem => ({
  type: 'InvalidItem',
  code,
  path,
  message: `${message} Nothing was sent for this item.`,
  retryable: false,
  mayHaveApplied: false,
  vendorCode: null,
  vendorMessage: null,
});

/** The vendor's own error about a row. */
export type VendorError = { readonly code: string | null; readonly message: string | null };

const isNotFound = (code: string): code is NotFoundCode =>
  (notFoundCodes as readonly string[]).includes(code);
/** Only the gateway uses these codes. They describe a whole request, so a vendor's code for a row never becomes one. */
const aboutRequests: readonly string[] = unavailableCodes;
const isRowCode = (code: string): code is ItemErrorCode =>
  (itemErrorCodes as readonly string[]).includes(code) && !aboutRequests.includes(code);

const quoted = (error: VendorError): string => {
  const said = [error.code, error.message].filter((word) => word !== null && word !== '');
  return said.length === 0 ? 'It gave no reason.' : `It said: ${said.join(': ')}`;
};

/** The vendor does not know the target. `code` is the gateway's own, and `error` is the vendor's. */
export const targetNotFound = (code: NotFoundCode, subject: string, error: VendorError): TargetNotFound => ({
  type: 'TargetNotFound',
  code,
  message: `The vendor does not know ${subject}. ${quoted(error)}`,
  retryable: false,
  mayHaveApplied: false,
  vendorCode: error.code,
  vendorMessage: error.message,
});

/**
 * The vendor refused one row. A vendor code that the gateway has too is kept; any other becomes VENDOR_REJECTED. The
 * vendor's own error is kept too.
 */
export const refusedByVendor = (subject: string, error: VendorError): TargetNotFound | VendorRejected => {
  if (error.code !== null && isNotFound(error.code)) return targetNotFound(error.code, subject, error);
  const code = error.code !== null && isRowCode(error.code) ? error.code : 'VENDOR_REJECTED';
  return {
    type: 'VendorRejected',
    code,
    message: `The vendor refused ${subject}. ${quoted(error)}`,
    retryable: false,
    mayHaveApplied: false,
    vendorCode: error.code,
    vendorMessage: error.message,
  };
};

export const vendorUnavailable = (
  code: UnavailableCode,
  message: string,
  about: {
    readonly retryAfter?: number | null;
    readonly mayHaveApplied?: boolean;
    readonly vendor?: VendorError;
  } = {},
): VendorUnavailable => ({
  type: 'VendorUnavailable',
  code,
  message,
  // The vendor refuses the credentials until its operator changes them.
  retryable: code !== 'VENDOR_UNAUTHORIZED',
  mayHaveApplied: about.mayHaveApplied ?? false,
  vendorCode: about.vendor?.code ?? null,
  vendorMessage: about.vendor?.message ?? null,
  retryAfter: about.retryAfter ?? null,
});

/** What the caller of a change with an unknown outcome can do. */
const remedies = {
  absolute: 'Sending the same absolute value again is safe.',
  relative: 'The gateway does not send it again. Read the stock before you send it again.',
} as const;

export const outcomeUnknown = (
  message: string,
  vendor: VendorError = { code: null, message: null },
  change: keyof typeof remedies = 'absolute',
): OutcomeUnknown => ({
  type: 'OutcomeUnknown',
  message: `${message} It may have been applied. ${remedies[change]}`,
  vendorCode: vendor.code,
  vendorMessage: vendor.message,
});
