import fc from 'fast-check';

/** Texts of every code unit: NUL, lone surrogates, noncharacters, and what JSON and arrays of SQL escape. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\0', '\uD800', '\uDFFF', '\uFFFF', '"', '\\', '{', '}', ',', 'NULL', "'", '\u2028'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** Ids as long as any vendor allows, of characters that have four bytes each and compress badly. */
export const longText = fc
  .array(fc.integer({ min: 0x20000, max: 0x2a6df }), { minLength: 200, maxLength: 200 })
  .map((points) => String.fromCodePoint(...points));
