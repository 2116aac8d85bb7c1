import { describe, expect, it } from 'vitest';
import { readLimits } from '../../src/config/limits.ts';

describe('the settings of limits', () => {
  it('are all checked, and every invalid one is named', () => {
    const bad = {
      MAX_QUERY_TOKENS: '0',
      MAX_QUERY_DEPTH: 'deep',
      MAX_QUERY_SELECTIONS: '-1',
      MAX_QUERY_ALIASES: '1.5',
      MAX_QUERY_ROOT_FIELDS: '0',
      MAX_QUERY_DIRECTIVES: 'x',
      MAX_QUERY_COST: '0',
      MAX_BODY_BYTES: '10',
      REQUEST_TIMEOUT_MS: '30000',
      RECEIVE_TIMEOUT_MS: '0',
      MAX_SUBSCRIPTIONS: '-1',
      MAX_SUBSCRIPTIONS_PER_CLIENT: 'many',
      RATE_ITEMS_PER_SECOND: '-1',
      RATE_ITEMS_BURST: 'x',
      INTROSPECTION: 'maybe',
      TRUSTED_DOCUMENTS_FILE: 'nowhere.json',
    };
    const { limits, problems } = readLimits(bad);
    expect(limits).toBeNull();
    expect(problems.map((problem) => /^\w+/u.exec(problem)?.[0]).toSorted()).toEqual(
      Object.keys(bad).toSorted(),
    );
  });

  it('allow more to the one client without keys than to each client with keys', () => {
    const open = readLimits({}).limits;
    const withKeys = readLimits({ API_KEYS_FILE: 'keys.json' }).limits;
    expect(open).toMatchObject({ itemRate: null, subscriptions: { perClient: 20_000, all: 20_000 } });
    expect(withKeys).toMatchObject({
      itemRate: { perSecond: 10_000, burst: 100_000 },
      subscriptions: { perClient: 1_000, all: 20_000 },
    });
  });

  it('have a separate burst', () => {
    const { limits } = readLimits({ RATE_ITEMS_PER_SECOND: '5', RATE_ITEMS_BURST: '7' });
    expect(limits?.itemRate).toEqual({ perSecond: 5, burst: 7 });
  });
});
