import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  type GraphQLError,
  validateSubscriptionArgs,
} from 'graphql';
import type { TimeSlices } from '../../lib/time-slices.ts';
import type { GraphQLContext } from '../context.ts';
import { asBadRequest } from '../errors.ts';
import { limitAnswerLength } from '../limits/answer-size.ts';

/** A subscription and its context. */
export type SubscriptionArgs = ExecutionArgs & { readonly contextValue: GraphQLContext };

type Step = IteratorResult<ExecutionResult, undefined>;

/** Removes from an error the details that a client must not see. */
export type Mask = (error: unknown) => Error;

/** The parts of the server that a subscription uses. */
export type Surroundings = {
  readonly mask: Mask;
  /** Called when the subscription has ended for any reason. It may be called twice. */
  readonly onEnd: () => void;
  /** Shares the event loop between the events of all subscriptions and everything else. */
  readonly timeSlices: TimeSlices;
  /** The cost of one event, calculated from the document. */
  readonly cost: number | null;
  /** Of one event. */
  readonly responseBytes: number;
};

const end: Step = { done: true, value: undefined };

/** Validates the arguments again for each event. To keep the result would cost a kilobyte per subscription. */
const executeEvent = (args: SubscriptionArgs): ExecutionResult | PromiseLike<ExecutionResult> => {
  const valid = validateSubscriptionArgs(args);
  return 'schema' in valid ? executeSubscriptionEvent(valid) : { errors: valid };
};

/**
 * The events of one subscription. Each event is executed when the transport asks for it. It is one object between the
 * source and the transport, because ten thousand subscriptions may wait at the same time. The plugins of a server
 * would add an iterator each.
 */
export class Subscription implements AsyncIterableIterator<ExecutionResult, undefined> {
  readonly #source: AsyncIterator<unknown>;
  readonly #args: SubscriptionArgs;
  readonly #mask: Mask;
  readonly #onEnd: () => void;
  readonly #timeSlices: TimeSlices;
  readonly #cost: number | null;
  readonly #responseBytes: number;

  constructor(
    source: AsyncIterable<unknown>,
    args: SubscriptionArgs,
    { mask, onEnd, timeSlices, cost, responseBytes }: Surroundings,
  ) {
    this.#source = source[Symbol.asyncIterator]();
    this.#args = args;
    this.#mask = mask;
    this.#onEnd = onEnd;
    this.#timeSlices = timeSlices;
    this.#cost = cost;
    this.#responseBytes = responseBytes;
  }

  async next(): Promise<Step> {
    try {
      const { done, value } = await this.#source.next();
      if (!done) {
        const slice = this.#timeSlices.next();
        if (slice) await slice;
        return { done: false, value: await this.#execute(value) };
      }
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
    const { answer } = this.#args.contextValue;
    answer.clear();
    const result = limitAnswerLength(
      this.#responseBytes,
      await executeEvent({ ...this.#args, rootValue: event }),
      this.#cost,
      answer,
    );
    if (!result.errors) return result;
    return { ...result, errors: result.errors.map((error) => this.#mask(error) as GraphQLError) };
  }
}

/** Starts a subscription, or returns the errors that refuse it. */
export const subscribe = async (
  args: SubscriptionArgs,
  surroundings: Surroundings,
): Promise<Subscription | ExecutionResult> => {
  const valid = validateSubscriptionArgs(args);
  if (!('schema' in valid)) return { errors: valid.map(asBadRequest) };
  const source = await createSourceEventStream(valid);
  if (!(Symbol.asyncIterator in source)) return source;
  // Only the parts that the events need, so that the request can be freed.
  const { gateway, caller, loaders, accepted, lists, answer } = args.contextValue;
  const contextValue = { gateway, caller, loaders, accepted, lists, answer };
  return new Subscription(source, { ...args, contextValue }, surroundings);
};
