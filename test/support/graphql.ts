import type { TypedDocumentString } from '../e2e/generated/graphql.ts';

export type GraphQLAnswer<Result> = {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

const post = async (url: string, body: unknown): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify(body),
  });
  return response.json();
};

/** Runs a typed document over HTTP and gives the whole answer. */
export const request = async <Result, Variables>(
  url: string,
  query: TypedDocumentString<Result, Variables>,
  variables?: Variables,
): Promise<GraphQLAnswer<Result>> =>
  (await post(url, { query: String(query), variables })) as GraphQLAnswer<Result>;

/** Runs a typed document over HTTP and gives its data; throws when the answer has errors. */
export const run = async <Result, Variables>(
  url: string,
  query: TypedDocumentString<Result, Variables>,
  variables?: Variables,
): Promise<Result> => {
  const { data, errors } = await request(url, query, variables);
  if (errors || !data) throw new Error(`GraphQL: ${JSON.stringify(errors)}`);
  return data;
};
