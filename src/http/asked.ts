import { isRecord } from '../graphql/is-record.ts';

type Variables = { readonly [name: string]: unknown };

/** A request's parameters, where it has no others. */
export type Asked = {
  readonly query: string;
  readonly variables: Variables | null;
  readonly operationName: string | null;
};

const usual: ReadonlySet<string> = new Set(['query', 'variables', 'operationName']);

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

const isVariables = (value: unknown): value is Variables => isRecord(value) && !Array.isArray(value);

/** What a body of JSON asks; null for one that is not so, or asks in another way. */
export const askedIn = (body: string): Asked | null => {
  const params = parsed(body);
  if (!isRecord(params)) return null;
  for (const name of Object.keys(params)) if (!usual.has(name)) return null;
  const { query, variables = null, operationName = null } = params;
  if (typeof query !== 'string') return null;
  if (variables !== null && !isVariables(variables)) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  return { query, variables, operationName };
};
