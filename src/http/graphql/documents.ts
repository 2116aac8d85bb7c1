import type { DocumentNode } from 'graphql';
import { createLRUCache, type Plugin } from 'graphql-yoga';

/** Small documents come again; each is kept, parsed and validated, in some hundred kilobytes at most. */
const kept = { documents: 500, tokens: 2_000, characters: 32_000 };

/** What was asked before, bounded in memory whatever is sent. */
export const createKnownDocuments = () => {
  // Without an age: to look at a clock, its library sets a timer for nearly every request.
  const documents = createLRUCache<DocumentNode>({ max: kept.documents, ttl: 0 });
  const valid = new WeakSet<DocumentNode>();
  const learn: Plugin = {
    onValidate:
      ({ params: { documentAST } }) =>
      ({ valid: isValid }) => {
        if (isValid) valid.add(documentAST);
      },
  };
  return {
    /** For Yoga's cache of documents. Refused ones never get here. */
    cache: {
      documentCache: {
        get: (text: string) => documents.get(text),
        set: (text: string, document: DocumentNode) => {
          const isSmall = text.length <= kept.characters && (document.tokenCount ?? 0) <= kept.tokens;
          if (isSmall) documents.set(text, document);
        },
      },
      // What can't be parsed is parsed again: nobody sends the same mistake often, but many different ones.
      errorCache: { get: () => undefined, set: () => {} },
    },
    learn,
    /** The document of a text that was parsed and validated before. */
    find: (text: string): DocumentNode | null => {
      const document = documents.get(text);
      return document && valid.has(document) ? document : null;
    },
  };
};

export type KnownDocuments = ReturnType<typeof createKnownDocuments>;
