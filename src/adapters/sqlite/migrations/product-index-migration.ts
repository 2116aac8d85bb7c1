/**
 * A migration: the indexes that find products by the texts in them and by their code. Both are FTS5 tables. An FTS5 table
 * appends, so values in any order cost little. A b-tree would write a page for nearly each product of a fill.
 *
 * - product_search has the trigrams of the search texts, without the texts and without the positions of the trigrams in
 *   them. A search compares each text that it finds, so it needs no positions, and they would add a tenth to the CPU time
 *   of a fill. The tokenizer does not fold case, because the texts are normalized.
 * - product_codes has the codes, each as one token.
 *
 * Both merge their segments at 8 of a level, not at 4, and in one piece only at 64, not at 16: fewer and smaller merges
 * make a fill faster and its blocks of the event loop shorter.
 */
export const productIndexMigration = `
  DROP TABLE product_search;
  CREATE VIRTUAL TABLE product_search USING fts5 (
    search_text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
  INSERT INTO product_search (product_search, rank) VALUES ('automerge', 8);
  INSERT INTO product_search (product_search, rank) VALUES ('crisismerge', 64);
  INSERT INTO product_search (rowid, search_text) SELECT id, search_text FROM products;
  CREATE VIRTUAL TABLE product_codes USING fts5 (
    code, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
  INSERT INTO product_codes (product_codes, rank) VALUES ('automerge', 8);
  INSERT INTO product_codes (product_codes, rank) VALUES ('crisismerge', 64);
  INSERT INTO product_codes (rowid, code)
    SELECT id, 'x' || hex(substr(code, 1, 64)) FROM products WHERE code IS NOT NULL;
  `;
