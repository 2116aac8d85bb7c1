/** Longer numbers are not prices. */
const maxDigits = 40;

/**
 * A decimal number as text in its shortest form: "007.50" is "7.5", and "-0" is "0". Two texts of equal numbers are
 * equal. Null if the text is not a decimal number, has an exponent, or has more than 40 digits.
 */
export const decimalText = (text: string): string | null => {
  // A sign and a point are no digits. The expression takes long for long texts.
  if (text.length > maxDigits + 2 || text.replace(/\D/gu, '').length > maxDigits) return null;
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/u.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const number = fraction === '' ? whole : `${whole}.${fraction}`;
  return number === '0' ? '0' : `${sign}${number}`;
};

/** The number of a decimal text. Null if a number of JavaScript cannot hold it exactly. */
export const exactNumber = (decimal: string): number | null => {
  const number = Number(decimal);
  return String(number) === decimal ? number : null;
};
