import { GraphQLError, NoSchemaIntrospectionCustomRule, Source, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type DocumentLimits, parseDocument } from '../../graphql/limits/document.ts';
import { shortErrors } from '../../graphql/limits/errors.ts';
import type { ServerLimits } from '../limits.ts';

/** Mistakes of one document that are told. */
const maxErrors = 20;

/** A syntax error quotes the word that it is about, however long that is. */
const parsed = (text: string, limits: DocumentLimits) => {
  try {
    return parseDocument(text, limits);
  } catch (error) {
    throw error instanceof GraphQLError ? shortErrors([error])[0] : error;
  }
};

/** Parses and validates within the limits, over whichever transport. */
export const useDocumentLimits = ({ document: limits, introspection }: ServerLimits): Plugin => {
  const rules = introspection ? [] : [NoSchemaIntrospectionCustomRule];
  const options = { maxErrors, hideSuggestions: !introspection };
  return {
    onParse: ({ setParseFn }) => {
      setParseFn((source: string | Source) =>
        parsed(source instanceof Source ? source.body : source, limits),
      );
    },
    onValidate: ({ setValidationFn }) => {
      setValidationFn((schema, document, specified = []) =>
        shortErrors(validate(schema, document, [...specified, ...rules], options)),
      );
    },
  };
};
