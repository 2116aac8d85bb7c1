import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  type GraphQLError,
  validateSubscriptionArgs,
} from 'graphql';
import type { GraphQLContext } from './context.ts';
import { asBadRequest } from './execute.ts';

/** What is asked for, and whose it is. */
export type SubscriptionArgs = ExecutionArgs & { readonly contextValue: GraphQLContext };

type Step = IteratorResult<ExecutionResult, undefined>;

/** How an error is told to a client; what it must not know is left out. */
export type Mask = (error: unknown) => Error;

const end: Step = { done: true, value: undefined };

/** Prepared again for each event: kept, what is prepared would be a kilobyte a subscription. */
const executeEvent = (args: SubscriptionArgs): ExecutionResult | PromiseLike<ExecutionResult> => {
  const valid = validateSubscriptionArgs(args);
  return 'schema' in valid ? executeSubscriptionEvent(valid) : { errors: valid };
};

/**
 * The events of one subscription, each executed when it is asked for. One object between what changes and who writes it
 * down, where a server's plugins would put an iterator each: ten thousand of them wait at the same time.
 */
export class Subscription implements AsyncIterableIterator<ExecutionResult, undefined> {
  readonly #source: AsyncIterator<unknown>;
  readonly #args: SubscriptionArgs;
  readonly #mask: Mask;
  readonly #onEnd: () => void;

  constructor(source: AsyncIterable<unknown>, args: SubscriptionArgs, mask: Mask, onEnd: () => void) {
    this.#source = source[Symbol.asyncIterator]();
    this.#args = args;
    this.#mask = mask;
    this.#onEnd = onEnd;
  }

  async next(): Promise<Step> {
    try {
      const { done, value } = await this.#source.next();
      if (!done) return { done: false, value: await this.#execute(value) };
    } catch (error) {
      this.#onEnd();
      throw this.#mask(error);
    }
    this.#onEnd();
    return end;
  }

  async return(): Promise<Step> {
    this.#onEnd();
    await this.#source.return?.();
    return end;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #execute(event: unknown): Promise<ExecutionResult> {
    const result = await executeEvent({ ...this.#args, rootValue: event });
    if (!result.errors) return result;
    return { ...result, errors: result.errors.map((error) => this.#mask(error) as GraphQLError) };
  }
}

/** Begins a subscription, or answers why there is none; `onEnd` hears when it is over, in whatever way, maybe twice. */
export const subscribe = async (
  args: SubscriptionArgs,
  mask: Mask,
  onEnd: () => void,
): Promise<Subscription | ExecutionResult> => {
  const valid = validateSubscriptionArgs(args);
  if (!('schema' in valid)) return { errors: valid.map(asBadRequest) };
  const source = await createSourceEventStream(valid);
  if (!(Symbol.asyncIterator in source)) return source;
  // The events need nothing of the request they were asked for in.
  const { gateway, caller, loaders, accepted } = args.contextValue;
  const contextValue = { gateway, caller, loaders, accepted };
  return new Subscription(source, { ...args, contextValue }, mask, onEnd);
};
