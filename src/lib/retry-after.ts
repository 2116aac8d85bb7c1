const second = 1000;

/** A pause of more than a day is taken for a mistake of the server. Milliseconds. */
const longestMs = 24 * 60 * 60 * second;

/** An HTTP date is in GMT, even in the old form that does not state it. */
const dateOf = (value: string): number =>
  /^[A-Za-z]/u.test(value) ? Date.parse(/GMT$/iu.test(value) ? value : `${value} GMT`) : Number.NaN;

const readMs = (text: string, now: number): number =>
  /^\d{1,9}(\.\d{1,9})?$/u.test(text) ? Math.ceil(Number(text) * second) : dateOf(text) - now;

/**
 * Reads the header Retry-After as milliseconds. RFC 9110 section 10.2.3: seconds or an HTTP date. Fractions of a second,
 * which the RFC does not have, are read too. Null if the header is useless: it is missing or unreadable, or it names no
 * time, a past time, or a time more than a day away.
 */
export const retryAfterMs = (value: string | undefined, now: number): number | null => {
  const ms = readMs(value?.trim() ?? '', now);
  return ms > 0 && ms <= longestMs ? ms : null;
};
