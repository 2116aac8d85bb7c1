import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { isJsonObject } from '../../lib/json/json.ts';
import { cutText } from '../../lib/text.ts';

/** A mistake in the form of the request. Its status is 400 whatever media type the client accepts. */
const badRequest = (message: string): GraphQLError =>
  new GraphQLError(`${message} Nothing was run.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });

/** What JSON calls the type of a value. */
const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

const parseJson = (text: string, source: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`${source} is not valid JSON.`);
  }
};

/** Characters of an unknown name that an error repeats. */
const longestName = 100;

const parameterNames: readonly string[] = ['query', 'variables', 'operationName', 'extensions'];

/**
 * The parameters in the JSON body of a POST; `extraNames` are those that it may have besides the usual ones. Yoga checks
 * the types of `query`, `variables` and `extensions`.
 */
export const parametersOfBody = (body: string, extraNames: readonly string[]): GraphQLParams => {
  const parameters = parseJson(body, 'The body');
  // Yoga refuses a list with its own message.
  if (Array.isArray(parameters)) return parameters as GraphQLParams;
  if (!isJsonObject(parameters)) {
    throw badRequest(`The body must be a JSON object, but is ${typeOf(parameters)}.`);
  }
  for (const name of Object.keys(parameters)) {
    if (parameterNames.includes(name) || extraNames.includes(name) || parameters[name] === null) continue;
    throw badRequest(`The body has an unexpected parameter "${cutText(name, longestName)}".`);
  }
  const { operationName } = parameters;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw badRequest(`The parameter "operationName" must be a string, but is ${typeOf(operationName)}.`);
  }
  return parameters;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('The query string has a percent-encoding that is not valid UTF-8.');
  }
};

/** An object in the JSON of a parameter of the address; an empty value counts as none. */
const objectIn = (text: string | undefined, name: string): Record<string, unknown> | undefined => {
  if (!text) return undefined;
  const value = parseJson(text, `The parameter "${name}"`);
  if (value === null) return undefined;
  if (!isJsonObject(value)) {
    throw badRequest(`The parameter "${name}" must be a JSON object, but is ${typeOf(value)}.`);
  }
  return value;
};

/**
 * The parameters in the query string of a GET. The same parameter twice has no defined meaning, so it is refused. Parameters
 * of other names are ignored: caches and proxies add their own.
 */
export const parametersOfAddress = (search: string): GraphQLParams => {
  const found = new Map<string, string>();
  for (const pair of search.split('&')) {
    const at = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = decoded(pair.slice(0, at));
    const value = decoded(pair.slice(at + 1));
    if (!parameterNames.includes(name)) continue;
    if (found.has(name)) throw badRequest(`The parameter "${name}" is given more than once.`);
    found.set(name, value);
  }
  const variables = objectIn(found.get('variables'), 'variables');
  const extensions = objectIn(found.get('extensions'), 'extensions');
  const query = found.get('query');
  const operationName = found.get('operationName');
  return {
    ...(query && { query }),
    ...(operationName && { operationName }),
    ...(variables && { variables }),
    ...(extensions && { extensions }),
  };
};
