/** Why the import does not send a row. The row never reached the gateway. docs/reference/command-line.md lists them. */
export const refusalCodes = [
  'MISSING_VALUE',
  'INVALID_VALUE',
  'INVALID_QUANTITY',
  'AMBIGUOUS_NUMBER',
  'DAMAGED_ID',
  'UNREADABLE_CHARACTER',
  'WRONG_FIELD_COUNT',
  'INVALID_JSON',
  'LINE_TOO_LONG',
  'OPTION_WITHOUT_PRODUCT',
  'REFUSED_WITH_ITS_PRODUCT',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export type Refusal = { readonly code: RefusalCode; readonly message: string };

export const refuse = (code: RefusalCode, message: string): Refusal => ({ code, message });
