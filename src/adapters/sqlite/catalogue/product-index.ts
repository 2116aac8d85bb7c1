import type { DatabaseSync } from 'node:sqlite';
import type { ProductFilter } from '../../../ports/journal/catalogue.ts';
import { searchedText } from '../../lists/searched-text.ts';

/** The indexes are FTS5 tables. The migration that makes them says why. */
export const productIndexes = ['product_search', 'product_codes'] as const;
type ProductIndex = (typeof productIndexes)[number];

/**
 * The token of a code: letters and digits only. Codes with the same first 64 characters have the same one. The
 * migration has the same expression.
 */
const codeToken = (code: string): string => `'x' || hex(substr(${code}, 1, 64))`;

/** Codes of one look-up. */
const codesAtOnce = 100;

/**
 * A query of the index of texts: it matches the texts that contain all trigrams of these characters, in any order. So it
 * finds each text that contains the characters side by side, and some others.
 */
const trigramsOf = (characters: readonly string[]): string => {
  const trigrams = characters.slice(2).map((last, at) => `${characters[at]}${characters[at + 1]}${last}`);
  return [...new Set(trigrams)].map((one) => `"${one.replaceAll('"', '""')}"`).join(' AND ');
};

/** A look-up in one of the indexes. It can find products that do not match the filter. */
export type LookUp = { readonly index: ProductIndex; readonly query: string };

/** The indexes that find products by the texts in them and by their code. */
export const prepareProductIndex = (db: DatabaseSync) => {
  const addText = db.prepare('INSERT INTO product_search (rowid, search_text) VALUES (?, ?)');
  const deleteText = db.prepare('DELETE FROM product_search WHERE rowid = ?');
  const addCode = db.prepare(`INSERT INTO product_codes (rowid, code) VALUES (?, ${codeToken('?')})`);
  const deleteCode = db.prepare('DELETE FROM product_codes WHERE rowid = ?');
  return {
    add: (id: number | bigint, searchText: string, code: string | null): void => {
      addText.run(id, searchText);
      if (code !== null) addCode.run(id, code);
    },
    remove: (id: number): void => {
      deleteText.run(id);
      deleteCode.run(id);
    },
  };
};

/** Finds the look-ups for a filter. */
export const prepareLookUps = (db: DatabaseSync) => {
  const queryOfCodes = db.prepare(
    `SELECT group_concat(${codeToken('value')}, ' OR ') AS query FROM json_each(?)`,
  );
  /** The look-ups that find all products of the filter. Null if no index serves it. */
  return ({ search, codes }: ProductFilter): readonly LookUp[] | null => {
    const lookedUp = searchedText(search)?.lookedUp;
    if (lookedUp) return [{ index: 'product_search', query: trigramsOf(lookedUp) }];
    if (!codes) return null;
    return Array.from({ length: Math.ceil(codes.length / codesAtOnce) }, (_, part) => {
      const some = codes.slice(part * codesAtOnce, (part + 1) * codesAtOnce);
      return { index: 'product_codes', query: String(queryOfCodes.get(JSON.stringify(some))?.['query']) };
    });
  };
};
