import { GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { asClientId } from '../../../src/domain/ids.ts';
import { createSubscribedBytes } from '../../../src/http/graphql/streams/subscription-limits.ts';

const document = parse(
  'subscription ($ids: [ID!]) { stockChanged(filter: { productIds: $ids }) { quantity } }',
);
const [one, other] = [asClientId('one'), asClientId('other')];
const filterOf = (length: number) => ({
  document,
  variables: { ids: Array.from({ length }, (_, at) => `product-${at}`) },
});
const codeOf = (taken: unknown) => (taken instanceof GraphQLError ? taken.extensions['code'] : null);

describe('D5: the memory of open subscriptions', () => {
  it('is limited per client, and the error states limit and size', () => {
    const bytes = createSubscribedBytes({ perClient: 100_000, all: 1_000_000 });
    expect(codeOf(bytes.take(one, filterOf(500)))).toBeNull();
    const refused = bytes.take(one, filterOf(500));
    expect(refused).toMatchObject({
      extensions: { code: 'TOO_MANY_SUBSCRIBED_BYTES', limit: 100_000, http: { status: 429 } },
    });
    expect(codeOf(bytes.take(other, filterOf(500)))).toBeNull();
  });

  it('is limited for all clients together', () => {
    const bytes = createSubscribedBytes({ perClient: 100_000, all: 150_000 });
    bytes.take(one, filterOf(500));
    expect(bytes.take(other, filterOf(800))).toMatchObject({
      extensions: { code: 'TOO_MANY_SUBSCRIBED_BYTES', limit: 150_000, http: { status: 503 } },
    });
  });

  it('is released once when they end, and a document counts once per client', () => {
    const bytes = createSubscribedBytes({ perClient: 100_000, all: 100_000 });
    const first = bytes.take(one, { document, variables: null });
    const size = bytes.size();
    const second = bytes.take(one, { document, variables: null });
    expect(bytes.size()).toBe(size);
    for (const slot of [first, second, first]) if (!(slot instanceof GraphQLError)) slot.release();
    expect(bytes.size()).toBe(0);
  });
});
