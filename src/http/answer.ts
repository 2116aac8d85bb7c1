type Headers = { readonly [name: string]: string };

/** An answer in one piece. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

/** The headers of what Yoga answers, by their names in small letters. */
export const headersOf = (response: Response): Headers => {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = value;
  });
  return headers;
};

export const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: headersOf(response),
  text: await response.text(),
});
