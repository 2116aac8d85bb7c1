import { BREAK, type DocumentNode, GraphQLError, parse, visit } from 'graphql';
import { overLimit } from './errors.ts';
import { depthOf, fragmentsOf, rootFieldCountOf } from './fragments.ts';

/** The limits of a document. */
export type DocumentLimits = {
  readonly tokens: number;
  /** Fields inside fields, fragments followed. */
  readonly depth: number;
  /** Fields, fragment spreads and inline fragments, as written. */
  readonly selections: number;
  readonly aliases: number;
  /** Fields of an operation itself, fragments followed. */
  readonly rootFields: number;
  readonly directives: number;
};

type Written = { readonly selections: number; readonly aliases: number; readonly directives: number };

/** Counts what is written, and stops where the fields alone are too many. */
const countWritten = (document: DocumentNode, mostSelections: number): Written => {
  let selections = 0;
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field: ({ alias }) => {
      selections += 1;
      if (alias) aliases += 1;
      return selections > mostSelections ? BREAK : undefined;
    },
    FragmentSpread: () => {
      selections += 1;
    },
    InlineFragment: () => {
      selections += 1;
      return selections > mostSelections ? BREAK : undefined;
    },
    Directive: () => {
      directives += 1;
    },
    // An argument has no fields, and it may be long.
    Argument: () => false,
  });
  return { selections, aliases, directives };
};

const tooManyTokens = (limit: number): GraphQLError =>
  overLimit({
    code: 'TOO_MANY_TOKENS',
    message: `The query has more than ${limit} tokens: write it shorter, and give its values as variables. Nothing was run.`,
    limit,
    provided: limit + 1,
  });

const tooDeep = (limit: number, provided: number): GraphQLError =>
  overLimit({
    code: 'QUERY_TOO_DEEP',
    message: `The query nests deeper than ${limit} levels: ask for it in several queries. Nothing was run.`,
    limit,
    provided,
  });

const tooMany = (code: string, what: string, limit: number, provided: number): GraphQLError =>
  overLimit({
    code,
    message: `The query has ${provided} ${what}, at most ${limit} are allowed: ask for it in several queries. Nothing was run.`,
    limit,
    provided,
  });

const parseWithin = (text: string, limits: DocumentLimits): DocumentNode => {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    if (error instanceof GraphQLError && /tokens\. Parsing aborted/u.test(error.message)) {
      throw tooManyTokens(limits.tokens);
    }
    // The parser is recursive, so a deep text exceeds the stack.
    if (error instanceof RangeError) throw tooDeep(limits.depth, limits.tokens);
    throw error;
  }
};

/**
 * Parses a document and checks its limits, in linear time. The limits protect the later steps, above all validation,
 * whose time grows faster than the number of fields. Throws a GraphQLError.
 */
export const parseDocument = (text: string, limits: DocumentLimits): DocumentNode => {
  const document = parseWithin(text, limits);
  const { selections, aliases, directives } = countWritten(document, limits.selections);
  if (selections > limits.selections) {
    throw tooMany('TOO_MANY_SELECTIONS', 'fields and fragments', limits.selections, selections);
  }
  if (aliases > limits.aliases) throw tooMany('TOO_MANY_ALIASES', 'aliases', limits.aliases, aliases);
  if (directives > limits.directives) {
    throw tooMany('TOO_MANY_DIRECTIVES', 'directives', limits.directives, directives);
  }
  const fragments = fragmentsOf(document);
  const depth = depthOf(document, fragments);
  if (depth > limits.depth) throw tooDeep(limits.depth, depth);
  const rootFields = rootFieldCountOf(document, fragments);
  if (rootFields > limits.rootFields) {
    throw tooMany('TOO_MANY_ROOT_FIELDS', 'root fields', limits.rootFields, rootFields);
  }
  return document;
};
