import { NoSchemaIntrospectionCustomRule, Source, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { parseDocument } from '../../graphql/limits/document.ts';
import type { ServerLimits } from './server-limits.ts';

/** Mistakes of one document that are told. */
const maxErrors = 20;

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
