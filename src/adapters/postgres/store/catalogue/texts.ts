import type { Product } from '../../../../domain/product.ts';
import { charactersOf, searchTextOf, sortedName } from '../../../../domain/search-text.ts';
import { storable } from '../../connection/pool.ts';

/*
 * The index of the texts of products. A row has the hashes of all trigrams of its search text in the array `search_grams`,
 * and a GIN index finds the rows that contain all hashes of a search. The gateway computes the hashes. The extension
 * pg_trgm would do the same in the database, but many roles may not create it, and in a database with the locale C it
 * ignores all letters outside of ASCII. Two trigrams may have the same hash, so each found row is compared with the text.
 *
 * The array also has a hash of the whole code. A btree cannot hold a code of any length.
 */

const offset = 0x811c9dc5;
const prime = 0x01000193;

/** The 32-bit FNV-1a hash of the code units. Stored rows depend on it, so it must not change. */
const hashOf = (text: string): number => {
  let hash = offset;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
  return hash | 0;
};

/** The hashes of all trigrams. */
export const gramsOf = (characters: readonly string[]): readonly number[] => {
  const grams = new Set<number>();
  for (let at = 0; at + 2 < characters.length; at += 1)
    grams.add(hashOf(`${characters[at]}${characters[at + 1]}${characters[at + 2]}`));
  return [...grams];
};

/** No trigram is as long as the mark of a code. */
export const codeGramOf = (code: string): number => hashOf(`code:${code}`);

/** The values of the columns that lists and searches read. */
export const listedValues = (product: Product) => {
  const text = searchTextOf(product);
  const grams = gramsOf(charactersOf(text));
  return {
    name: sortedName(product.name),
    code: product.code && storable(product.code),
    text,
    grams: `{${[...grams, ...(product.code === null ? [] : [codeGramOf(product.code)])].join()}}`,
    observedAt: product.observedAt,
  };
};
