import { charactersOf, normalizedText } from '../../domain/search-text.ts';

/** The fewest characters that the indexes of texts can find. */
const indexedLength = 3;
/** Further characters of a text are compared, but not looked up. */
const lookedUpLength = 64;

/** How a text is searched: `text` is compared, and `lookedUp` is found by an index; null if it is too short. */
export type SearchedText = { readonly text: string; readonly lookedUp: readonly string[] | null };

/** Null for a text that every product contains. */
export const searchedText = (search: string | null): SearchedText | null => {
  const text = normalizedText(search ?? '');
  if (text === '') return null;
  const characters = charactersOf(text);
  return {
    text,
    lookedUp: characters.length < indexedLength ? null : characters.slice(0, lookedUpLength),
  };
};
