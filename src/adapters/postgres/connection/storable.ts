/**
 * PostgreSQL holds no NUL in a text, and no half of a surrogate pair in JSON. The one is kept as the code point that
 * stands for no character, the other as the one that stands for what can't be read.
 */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFF').toWellFormed();

/** Values of a statement as the database can hold them: the same wherever they are written and looked for. */
export const storableValues = (values: readonly unknown[]): unknown[] =>
  values.map((value) => {
    if (typeof value === 'string') return storable(value);
    if (Array.isArray(value) && typeof value[0] === 'string')
      return value.map((one: unknown) => (typeof one === 'string' ? storable(one) : one));
    return value;
  });
