const second = 1000;

/** A vendor that asks for more than a day did not mean it. Milliseconds. */
const longestMs = 24 * 60 * 60 * second;

/** An HTTP date is in GMT even in the old form that does not say so. */
const dateOf = (value: string): number =>
  /^[A-Za-z]/u.test(value) ? Date.parse(/GMT$/iu.test(value) ? value : `${value} GMT`) : Number.NaN;

const readMs = (text: string, now: number): number =>
  /^\d{1,9}(\.\d{1,9})?$/u.test(text) ? Math.ceil(Number(text) * second) : dateOf(text) - now;

/**
 * Reads the header Retry-After as milliseconds. RFC 9110 section 10.2.3: seconds or an HTTP date. Fractions of a second,
 * which the RFC does not have, are read too. Null when the header asks for nothing of use: it is missing or unreadable,
 * it names no time, a time that has passed, or one that is more than a day away.
 */
export const retryAfterMs = (value: string | undefined, now: number): number | null => {
  const ms = readMs(value?.trim() ?? '', now);
  return ms > 0 && ms <= longestMs ? ms : null;
};
