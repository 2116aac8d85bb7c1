import { GraphQLError } from 'graphql';

const tooSlow = (limitMs: number): GraphQLError =>
  new GraphQLError(
    `The request took longer than ${limitMs} ms, and is not waited for any more. What was accepted goes on: look at \`operations\`, or repeat a mutation with its idempotencyKey.`,
    { extensions: { code: 'REQUEST_TIMEOUT', limit: limitMs, http: { status: 504, spec: true } } },
  );

type Answer = { readonly errors: readonly GraphQLError[] };

/** The work's result, or at the deadline an answer in its place; `onLate` then hears of it. */
export const within = <Result>(
  limitMs: number,
  work: PromiseLike<Result>,
  onLate: (reason: Error) => void,
): Promise<Result | Answer> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = tooSlow(limitMs);
      resolve({ errors: [error] });
      onLate(error);
    }, limitMs);
    timer.unref();
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
