import { isJsonObject, parseJson } from '../lib/json.ts';

type Variables = { readonly [name: string]: unknown };

/** A request's parameters, where it has no others. */
export type Asked = {
  readonly query: string;
  readonly variables: Variables | null;
  readonly operationName: string | null;
};

const usual: ReadonlySet<string> = new Set(['query', 'variables', 'operationName']);

/** What a body of JSON asks; null for one that is not so, or asks in another way. */
export const askedIn = (body: string): Asked | null => {
  const params = parseJson(body);
  if (!isJsonObject(params)) return null;
  for (const name of Object.keys(params)) if (!usual.has(name)) return null;
  const { query, variables = null, operationName = null } = params;
  if (typeof query !== 'string') return null;
  if (variables !== null && !isJsonObject(variables)) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  return { query, variables, operationName };
};
