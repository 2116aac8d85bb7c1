import { withoutEnd } from './text.ts';

/** Longer numbers are not prices. */
const maxDigits = 40;

/**
 * A decimal number as text in its shortest form: "007.50" is "7.5", and "-0" is "0". Two texts of equal numbers are
 * equal. Null if the text is not a decimal number, has an exponent, or has more than 40 digits.
 */
export const decimalText = (text: string): string | null => {
  // A sign and a point are no digits.
  if (text.length > maxDigits + 2 || text.replace(/\D/gu, '').length > maxDigits) return null;
  if (!/^-?\d+(?:\.\d*)?$/u.test(text)) return null;
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const shortWhole = whole.replace(/^0+(?=\d)/u, '');
  const shortFraction = withoutEnd(fraction, '0');
  const number = shortFraction === '' ? shortWhole : `${shortWhole}.${shortFraction}`;
  return number !== '0' && text.startsWith('-') ? `-${number}` : number;
};

/** The number of a decimal text. Null if a number of JavaScript cannot hold it exactly. */
export const exactNumber = (decimal: string): number | null => {
  const number = Number(decimal);
  return String(number) === decimal ? number : null;
};
