import type { TypedDocumentString } from '../e2e/generated/graphql.ts';

export type GraphQLAnswer<Result> = {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

/** The header with an API key; none for a gateway without keys. */
export const authorization = (key: string | undefined): Record<string, string> =>
  key === undefined ? {} : { authorization: `Bearer ${key}` };

const post = async (url: string, body: unknown, key: string | undefined): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...authorization(key),
    },
    body: JSON.stringify(body),
  });
  return response.json();
};

/** Runs a typed document over HTTP and returns the whole answer. */
export const request = async <Result, Variables>(
  url: string,
  query: TypedDocumentString<Result, Variables>,
  variables?: Variables,
  key?: string,
): Promise<GraphQLAnswer<Result>> =>
  (await post(url, { query: String(query), variables }, key)) as GraphQLAnswer<Result>;

/** Data of an answer without errors: no payload of a mutation is null there. */
type Sound<Result> = {
  [Field in keyof Result]: NonNullable<Result[Field]> extends { readonly userErrors: unknown }
    ? NonNullable<Result[Field]>
    : Result[Field];
};

/** Runs a typed document over HTTP and returns its data; throws if the answer has errors. */
export const run = async <Result, Variables>(
  url: string,
  query: TypedDocumentString<Result, Variables>,
  variables?: Variables,
  key?: string,
): Promise<Sound<Result>> => {
  const { data, errors } = await request(url, query, variables, key);
  if (errors || !data) throw new Error(`GraphQL: ${JSON.stringify(errors)}`);
  return data as Sound<Result>;
};
