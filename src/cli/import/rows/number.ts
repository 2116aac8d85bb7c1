import { cutText } from '../../../lib/text.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Which of `,` and `.` divide thousands, where a number could be read in two ways. */
export type NumberStyle = { readonly thousands: readonly (',' | '.')[] };

export const strictNumbers: NumberStyle = { thousands: [] };

export type ReadNumber = { readonly value: number } | { readonly refusal: Refusal };

const smallest = -(2 ** 31);
const largest = 2 ** 31 - 1;

/** Full-width digits and signs become ASCII, and each kind of space becomes a space. */
const plain = (text: string): string => text.normalize('NFKC').trim().replaceAll('\u2212', '-');

const whole = /^[+-]?\d+$/u;
/** Zeros after the decimal sign: 12.0, 12,00. Three of them could be a thousand. */
const zeroDecimals = /[.,]0{1,2}$/u;
/** Groups of three digits: 1,234 or 1.234.567 or 1 234 or 1'234. */
const grouped = /^[+-]?[1-9]\d{0,2}(?:(?<sign>[,.' ’])\d{3})(?:\k<sign>\d{3})*$/u;
const decimal = /^[+-]?\d*[.,]\d+$/u;
const shortened = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/iu;

const inRange = (text: string, digits: string): ReadNumber => {
  const value = Number(digits);
  return value >= smallest && value <= largest
    ? { value: value === 0 ? 0 : value }
    : {
        refusal: refuse('INVALID_QUANTITY', `${quoted(text)} is outside ${smallest} to ${largest}.`),
      };
};

const quoted = (text: string): string => JSON.stringify(cutText(text, 40));

/** The digits of a number with groups. Null if it is none, `ambiguous` if it may also have decimals. */
const withoutGroups = (number: string, { thousands }: NumberStyle): string | 'ambiguous' | null => {
  const sign = grouped.exec(number)?.groups?.['sign'];
  if (sign === undefined) return null;
  const parts = number.split(sign);
  const mayBeDecimal = (sign === ',' || sign === '.') && parts.length === 2;
  if (mayBeDecimal && !thousands.includes(sign)) return 'ambiguous';
  return parts.join('');
};

/**
 * Reads a whole number as spreadsheets write it. Every text has one meaning or is refused: `1.234` may be a thousand or
 * a decimal, so it needs a style that says which.
 */
export const readQuantity = (text: string, style: NumberStyle): ReadNumber => {
  // The usual case needs nothing of the rest.
  if (/^\d{1,9}$/u.test(text)) return { value: Number(text) };
  const number = plain(text);
  if (number === '') return { refusal: refuse('MISSING_VALUE', 'The quantity is empty.') };
  if (whole.test(number)) return inRange(text, number);
  const direct = withoutGroups(number, style);
  if (direct === 'ambiguous') {
    const sign = number.includes(',') ? ',' : '.';
    return {
      refusal: refuse(
        'AMBIGUOUS_NUMBER',
        `${quoted(text)} may be ${number.replace(sign, '')} or a number with decimals. Write it without "${sign}", or give --thousands "${sign}".`,
      ),
    };
  }
  if (direct !== null) return inRange(text, direct);
  if (zeroDecimals.test(number)) {
    const mark = number.at(number.search(zeroDecimals));
    const integer = number.replace(zeroDecimals, '');
    if (whole.test(integer)) return inRange(text, integer);
    // In 1,234.00 the comma cannot be the decimal sign.
    const other = mark === '.' ? ',' : '.';
    const digits = withoutGroups(integer, { thousands: [other] });
    const isConsistent = grouped.exec(integer)?.groups?.['sign'] !== mark;
    if (digits !== null && digits !== 'ambiguous' && isConsistent) return inRange(text, digits);
  }
  if (shortened.test(number))
    return {
      refusal: refuse('INVALID_QUANTITY', `${quoted(text)} was shortened, for example by a spreadsheet.`),
    };
  const what = decimal.test(number) ? 'is not a whole number' : 'is not a number';
  return { refusal: refuse('INVALID_QUANTITY', `${quoted(text)} ${what}.`) };
};
