/** Texts that cannot be stored: PostgreSQL has no U+0000, and half of a surrogate pair has no UTF-8. */
export const unsound = ['\u0000', 'a\u0000b', '\uD800', 'a\uDC00b'] as const;

/** Valid texts that look like something else. */
export const odd = [
  '\u202Egnp.1',
  '🙂',
  '" OR 1=1 --',
  "'; DROP TABLE items; --",
  '$1',
  '%00',
  '{{7*7}}',
  '<script>',
] as const;
