import type { Product } from './product.ts';

/** Separates the fields of a product in its search text. No normalized text contains it. */
const separator = '\n';

/** The most characters of a name by which lists are sorted. A cursor holds the name, so it stays short. */
const sortedLength = 100;

/**
 * The form in which texts are searched. Case and width are ignored, and so is the form of a sigma at the end of a word.
 * Control characters count as spaces: one separates the fields of a product, and the stores cannot hold U+0000.
 */
export const normalizedText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are replaced.
    .replace(/[\u0000-\u001f]/gu, ' ')
    .toWellFormed();

const isUrl = (text: string): boolean => /^https?:\/\//iu.test(text);

/**
 * The text that a search of products looks at: the name, the code, the id, and the details that are texts, such as the
 * reading of a name. URLs are left out, because nearly every product has the same parts of one.
 */
export const searchTextOf = ({ name, code, productId, details }: Product): string =>
  [name, code, productId, ...Object.values(details)]
    .filter((field) => typeof field === 'string' && field !== '' && !isUrl(field))
    .map((field) => normalizedText(String(field)))
    .join(separator);

/** The form of a name by which lists are sorted. Names that differ only after 100 characters are equal. */
export const sortedName = (name: string): string =>
  name.slice(0, sortedLength).replaceAll('\0', ' ').toWellFormed();

/** The characters of a text. A character outside of the basic plane counts once. */
export const charactersOf = (text: string): readonly string[] => Array.from(text);
