import type { DocumentNode, GraphQLError } from 'graphql';
import type { ClientId } from '../../domain/ids.ts';
import { overLimit } from '../../graphql/limits/errors.ts';
import type { Slot } from './subscription-limits.ts';

type Limits = { readonly perClient: number; readonly all: number };

type Asked = {
  readonly document: DocumentNode;
  readonly variables: { readonly [name: string]: unknown } | null | undefined;
};

/** What one token of a document takes in memory once it is parsed. */
const bytesPerToken = 200;

/** What one character of JSON takes once it is read, with the set that a filter is made of. */
const bytesPerCharacter = 8;

const sizeOfDocument = ({ tokenCount = 0, loc }: DocumentNode): number =>
  tokenCount * bytesPerToken + (loc?.source.body.length ?? 0);

const sizeOfVariables = (variables: Asked['variables']): number =>
  variables ? JSON.stringify(variables).length * bytesPerCharacter : 0;

type Held = { bytes: number; readonly documents: Map<DocumentNode, number> };

const refused = (whose: string, limit: number, provided: number, status: number): GraphQLError =>
  overLimit({
    code: 'TOO_MANY_SUBSCRIBED_BYTES',
    message: `${whose} open subscriptions would take ${provided} bytes with this one, and ${limit} are allowed: use shorter filters, or end a subscription first.`,
    limit,
    provided,
    status,
  });

/**
 * Counts what the open subscriptions hold in memory for as long as they are open: their variables, and each document
 * once for a client.
 */
export const createSubscribedBytes = ({ perClient, all }: Limits) => {
  const clients = new Map<ClientId, Held>();
  let total = 0;

  return {
    take: (client: ClientId, { document, variables }: Asked): Slot | GraphQLError => {
      const held = clients.get(client) ?? { bytes: 0, documents: new Map() };
      const ofDocument = sizeOfDocument(document);
      const ofVariables = sizeOfVariables(variables);
      const more = ofVariables + (held.documents.has(document) ? 0 : ofDocument);
      if (held.bytes + more > perClient) return refused('Your', perClient, held.bytes + more, 429);
      if (total + more > all) return refused('All', all, total + more, 503);
      clients.set(client, held);
      held.documents.set(document, (held.documents.get(document) ?? 0) + 1);
      held.bytes += more;
      total += more;
      let released = false;
      return {
        release: () => {
          if (released) return;
          released = true;
          const uses = (held.documents.get(document) ?? 1) - 1;
          const less = ofVariables + (uses === 0 ? ofDocument : 0);
          if (uses === 0) held.documents.delete(document);
          else held.documents.set(document, uses);
          held.bytes -= less;
          total -= less;
          if (held.documents.size === 0) clients.delete(client);
        },
      };
    },
    /** Bytes that are held. */
    size: (): number => total,
  };
};
