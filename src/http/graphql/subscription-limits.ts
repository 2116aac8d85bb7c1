import type { GraphQLError } from 'graphql';
import type { ClientId } from '../../domain/ids.ts';
import { overLimit } from '../../graphql/limits/errors.ts';

type Limits = { readonly perClient: number; readonly all: number };

/** One place among the open subscriptions. */
export type Slot = { release(): void };

const refused = (whose: string, limit: number, status: number): GraphQLError =>
  overLimit({
    code: 'TOO_MANY_SUBSCRIPTIONS',
    message: `${whose} ${limit} subscriptions open already, which is the limit: end one first, or try again later.`,
    limit,
    provided: limit + 1,
    status,
  });

/** Counts the open subscriptions, a client and in all, of every transport together. */
export const createSubscriptionSlots = ({ perClient, all }: Limits) => {
  const open = new Map<ClientId, number>();
  let total = 0;

  const add = (client: ClientId, count: 1 | -1): void => {
    const now = (open.get(client) ?? 0) + count;
    if (now === 0) open.delete(client);
    else open.set(client, now);
    total += count;
  };

  return {
    take: (client: ClientId): Slot | GraphQLError => {
      if (total >= all) return refused('The gateway has', all, 503);
      if ((open.get(client) ?? 0) >= perClient) return refused('You have', perClient, 429);
      add(client, 1);
      let released = false;
      return {
        release: () => {
          if (released) return;
          released = true;
          add(client, -1);
        },
      };
    },
    /** How many are open. */
    size: (): number => total,
  };
};
