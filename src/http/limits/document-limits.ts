import { type DocumentNode, NoSchemaIntrospectionCustomRule, Source, validate } from 'graphql';
import { createLRUCache, type Plugin } from 'graphql-yoga';
import { parseDocument } from '../../graphql/limits/document.ts';
import type { ServerLimits } from './server-limits.ts';

/** Small documents come again; each is kept, parsed and validated, in some hundred kilobytes at most. */
const kept = { documents: 500, tokens: 2_000, characters: 32_000 };

/** Mistakes of one document that are told. */
const maxErrors = 20;

/** For Yoga's cache of documents: bounded in memory, whatever is sent. Refused ones never get here. */
export const createDocumentCache = () => {
  const documents = createLRUCache<DocumentNode>({ max: kept.documents });
  return {
    documentCache: {
      get: (text: string) => documents.get(text),
      set: (text: string, document: DocumentNode) => {
        const isSmall = text.length <= kept.characters && (document.tokenCount ?? 0) <= kept.tokens;
        if (isSmall) documents.set(text, document);
      },
    },
    // What can't be parsed is parsed again: nobody sends the same mistake often, but many different ones.
    errorCache: { get: () => undefined, set: () => {} },
  };
};

/** Parses and validates within the limits, over whichever transport. */
export const useDocumentLimits = ({ document: limits, introspection }: ServerLimits): Plugin => {
  const rules = introspection ? [] : [NoSchemaIntrospectionCustomRule];
  const options = { maxErrors, hideSuggestions: !introspection };
  return {
    onParse: ({ setParseFn }) => {
      setParseFn((source: string | Source) =>
        parseDocument(source instanceof Source ? source.body : source, limits),
      );
    },
    onValidate: ({ setValidationFn }) => {
      setValidationFn((schema, document, specified = []) =>
        validate(schema, document, [...specified, ...rules], options),
      );
    },
  };
};
