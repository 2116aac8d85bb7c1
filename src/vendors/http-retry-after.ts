const second = 1000;

/** Some thirty years: as many seconds as nine digits name, and as fit an Int of GraphQL. */
const longest = 999_999_999 * second;

/** An HTTP date is in GMT even in the old form that does not say so. */
const dateOf = (value: string): number =>
  /^[A-Za-z]/u.test(value) ? Date.parse(/GMT$/iu.test(value) ? value : `${value} GMT`) : Number.NaN;

/**
 * How long the header asks to wait, milliseconds; null when it says nothing that can be read. RFC 9110 section 10.2.3:
 * seconds or an HTTP date. Fractions of a second, which it does not know, are read too.
 */
export const retryAfterMs = (value: string | undefined, now: number): number | null => {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,9})?$/u.test(text)) return Math.ceil(Number(text) * second);
  const at = dateOf(text);
  return Number.isNaN(at) ? null : Math.min(longest, Math.max(0, at - now));
};
