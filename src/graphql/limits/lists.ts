import { GraphQLError } from 'graphql';
import { badInput } from '../errors.ts';

/** The limits of lists in the arguments of queries and subscriptions. */
export type ListLimits = {
  /** Ids that `nodes` takes. */
  readonly nodes: number;
  /** Targets that `stock` takes. */
  readonly targets: number;
  /** Entries of a list of a filter. */
  readonly productIds: number;
  /** Characters of an id, and of a text in a filter. */
  readonly idLength: number;
};

/** Throws if a list is too long. `what` is a plural. */
export const checkListLength = (
  list: readonly unknown[],
  what: string,
  code: string,
  limit: number,
): void => {
  if (list.length <= limit) return;
  throw new GraphQLError(`At most ${limit} ${what} are taken at once: split the list.`, {
    extensions: { code, limit, provided: list.length },
  });
};

/** Throws if an id, or another text that is searched for, is too long. `name` is that of its argument. */
export const checkTextLength = (text: string | null | undefined, name: string, limit: number): void => {
  if (text == null || text.length <= limit) return;
  throw badInput(`${name}: at most ${limit} characters are taken, and these are ${text.length}.`);
};
