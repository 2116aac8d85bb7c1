import {
  type DocumentNode,
  GraphQLError,
  type GraphQLErrorOptions,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
} from 'graphql';
import { createLRUCache } from 'graphql-yoga';
import { parseDocument } from '../../../graphql/limits/document.ts';
import { shortErrors } from '../../../graphql/limits/errors.ts';
import { schema } from '../../../graphql/schema.ts';
import type { ServerLimits } from '../../limits.ts';

/**
 * A document is kept if it is small. The cache then takes some hundred megabytes at most when clients send only large
 * documents, and some megabytes in practice.
 */
const kept = { documents: 500, tokens: 2_000, characters: 32_000 };

/** Errors of one document that are reported. */
const maxErrors = 20;

export type CheckedDocument =
  | { readonly type: 'valid'; readonly document: DocumentNode }
  | { readonly type: 'invalid'; readonly errors: readonly GraphQLError[] };

/** Adds the code and the status of an error in a document. A client that accepts plain JSON gets the status 200. */
const documentError = (error: GraphQLError, code: string): GraphQLError => {
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  const http = { spec: true, status: 400, ...extensions.http };
  const options: GraphQLErrorOptions = { nodes, source, positions, path, originalError };
  return new GraphQLError(message, { ...options, extensions: { code, ...extensions, http } });
};

const invalid = (errors: readonly GraphQLError[], code: string): CheckedDocument => ({
  type: 'invalid',
  // A syntax error quotes the word that it is about, and a validation error quotes values, however long they are.
  errors: shortErrors(errors).map((error) => documentError(error, code)),
});

/**
 * Parses and validates documents within the limits of a document. Keeps small documents by their text, with the result
 * of the validation, because clients send the same few documents again and again. A text that cannot be parsed is not
 * kept.
 */
export const createDocuments = ({ document: limits, introspection }: ServerLimits) => {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const options = { maxErrors, hideSuggestions: !introspection };
  // Without a time to live: the cache would start a timer for nearly every request.
  const cache = createLRUCache<CheckedDocument>({ max: kept.documents, ttl: 0 });

  return {
    read: (text: string): CheckedDocument => {
      const known = cache.get(text);
      if (known) return known;
      let document: DocumentNode;
      try {
        document = parseDocument(text, limits);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        return invalid([error], 'GRAPHQL_PARSE_FAILED');
      }
      const errors = validate(schema, document, rules, options);
      const checked: CheckedDocument =
        errors.length > 0 ? invalid(errors, 'GRAPHQL_VALIDATION_FAILED') : { type: 'valid', document };
      const isSmall = text.length <= kept.characters && (document.tokenCount ?? 0) <= kept.tokens;
      if (isSmall) cache.set(text, checked);
      return checked;
    },
  };
};

export type Documents = ReturnType<typeof createDocuments>;
