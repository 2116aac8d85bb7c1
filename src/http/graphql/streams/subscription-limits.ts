import { type DocumentNode, GraphQLError } from 'graphql';
import type { ClientId } from '../../../domain/ids.ts';
import { overLimit } from '../../../graphql/limits/errors.ts';
import type { ServerLimits } from '../../limits.ts';

type Limits = { readonly perClient: number; readonly all: number };

/** What one open subscription takes of a limit. A second call of `release` has no effect. */
type Place = { release(): void };

const placeOf = (giveBack: () => void): Place => {
  let isReleased = false;
  return {
    release: () => {
      if (isReleased) return;
      isReleased = true;
      giveBack();
    },
  };
};

const tooMany = (whose: string, limit: number, status: number): GraphQLError =>
  overLimit({
    code: 'TOO_MANY_SUBSCRIPTIONS',
    message: `${whose} ${limit} subscriptions open already, which is the limit: end one first, or try again later.`,
    limit,
    provided: limit + 1,
    status,
  });

/** Counts the open subscriptions per client and in total. */
const createSubscriptionCount = ({ perClient, all }: Limits) => {
  const open = new Map<ClientId, number>();
  let total = 0;

  const add = (client: ClientId, count: 1 | -1): void => {
    const now = (open.get(client) ?? 0) + count;
    if (now === 0) open.delete(client);
    else open.set(client, now);
    total += count;
  };

  return {
    take: (client: ClientId): Place | GraphQLError => {
      if (total >= all) return tooMany('The gateway has', all, 503);
      if ((open.get(client) ?? 0) >= perClient) return tooMany('You have', perClient, 429);
      add(client, 1);
      return placeOf(() => add(client, -1));
    },
  };
};

type Asked = {
  readonly document: DocumentNode;
  readonly variables: { readonly [name: string]: unknown } | null | undefined;
};

/** Memory of one token of a parsed document, in bytes. */
const bytesPerToken = 200;

/** Memory of one character of JSON after it is read, in bytes, with the set that a filter is made of. */
const bytesPerCharacter = 8;

const sizeOfDocument = ({ tokenCount = 0, loc }: DocumentNode): number =>
  tokenCount * bytesPerToken + (loc?.source.body.length ?? 0);

const sizeOfVariables = (variables: Asked['variables']): number =>
  variables ? JSON.stringify(variables).length * bytesPerCharacter : 0;

type Held = { bytes: number; readonly documents: Map<DocumentNode, number> };

const tooManyBytes = (whose: string, limit: number, provided: number, status: number): GraphQLError =>
  overLimit({
    code: 'TOO_MANY_SUBSCRIBED_BYTES',
    message: `${whose} open subscriptions would take ${provided} bytes with this one, and ${limit} are allowed: use shorter filters, or end a subscription first.`,
    limit,
    provided,
    status,
  });

/**
 * Counts the memory that the open subscriptions hold while they are open: their variables, and each document once per
 * client.
 */
export const createSubscribedBytes = ({ perClient, all }: Limits) => {
  const clients = new Map<ClientId, Held>();
  let total = 0;

  return {
    take: (client: ClientId, { document, variables }: Asked): Place | GraphQLError => {
      const held = clients.get(client) ?? { bytes: 0, documents: new Map() };
      const ofDocument = sizeOfDocument(document);
      const ofVariables = sizeOfVariables(variables);
      const more = ofVariables + (held.documents.has(document) ? 0 : ofDocument);
      if (held.bytes + more > perClient) return tooManyBytes('Your', perClient, held.bytes + more, 429);
      if (total + more > all) return tooManyBytes('All', all, total + more, 503);
      clients.set(client, held);
      held.documents.set(document, (held.documents.get(document) ?? 0) + 1);
      held.bytes += more;
      total += more;
      return placeOf(() => {
        const uses = (held.documents.get(document) ?? 1) - 1;
        const less = ofVariables + (uses === 0 ? ofDocument : 0);
        if (uses === 0) held.documents.delete(document);
        else held.documents.set(document, uses);
        held.bytes -= less;
        total -= less;
        if (held.documents.size === 0) clients.delete(client);
      });
    },
    /** Bytes that are held. */
    size: (): number => total,
  };
};

/** Takes one subscription of a client in, over any transport, or returns the error with which it is refused. */
export const createSubscriptionLimits = ({
  subscriptions,
  subscribedBytes,
}: Pick<ServerLimits, 'subscriptions' | 'subscribedBytes'>) => {
  const count = createSubscriptionCount(subscriptions);
  const bytes = createSubscribedBytes(subscribedBytes);
  return (client: ClientId, asked: Asked): Place | GraphQLError => {
    const place = count.take(client);
    if (place instanceof GraphQLError) return place;
    const memory = bytes.take(client, asked);
    if (memory instanceof GraphQLError) {
      place.release();
      return memory;
    }
    return placeOf(() => {
      place.release();
      memory.release();
    });
  };
};
