import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimDeliveries,
  type DueDeliveries,
  fullOnes,
  maxCandidates,
} from '../../../src/core/decide/webhooks/deliveries.ts';
import { asClientId, asWebhookDeliveryId, asWebhookEndpointId } from '../../../src/domain/ids.ts';
import type { OwnEndpoint } from '../../../src/ports/journal/webhooks.ts';

const endpoint = (client: string, name = ''): OwnEndpoint => ({
  id: asWebhookEndpointId(`${client}${name}`),
  client: asClientId(client),
});
const head = (id: number) => ({ id: asWebhookDeliveryId(id), head: asWebhookDeliveryId(id) });
const due = (of: OwnEndpoint, ids: readonly number[]): DueDeliveries => ({
  ...of,
  candidates: ids.map(head),
});
const rangeOf = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const limits = { sending: [], limit: 20, perEndpoint: 5, perClient: 10 };

describe('due webhooks', () => {
  it('leave requests for a client whose endpoints come behind those of others', () => {
    const slow = ['1', '2', '3', '4'].map((name, at) =>
      due(endpoint('slow', name), rangeOf(at * 100, maxCandidates)),
    );
    const { claimed } = claimDeliveries([...slow, due(endpoint('quick'), [900, 901])], limits);
    expect(claimed.filter((id) => id < 900)).toHaveLength(10);
    expect(claimed.filter((id) => id >= 900)).toEqual([900, 901]);
  });

  it('go to the client with the fewest under way first, and to its endpoint with the fewest', () => {
    const [a1, a2, b] = [endpoint('a', '1'), endpoint('a', '2'), endpoint('b')];
    const all = [due(a1, [1, 2]), due(a2, [3, 4]), due(b, [5, 6])];
    expect(claimDeliveries(all, { ...limits, sending: [a1, b, b], limit: 3 }).claimed).toEqual([3, 1, 5]);
  });

  it('of a chain are sent one after the other', () => {
    const behind = { id: asWebhookDeliveryId(2), head: asWebhookDeliveryId(1) };
    const of = { ...endpoint('a'), candidates: [head(1), behind, head(3)] };
    expect(claimDeliveries([of], limits)).toEqual({ claimed: [1, 3], waiting: [2], hasMore: false });
  });

  it('may be more than were looked at, if most of them wait', () => {
    const waiting = rangeOf(2, maxCandidates - 1).map((id) => ({
      id: asWebhookDeliveryId(id),
      head: asWebhookDeliveryId(1),
    }));
    const of = { ...endpoint('a'), candidates: [head(1), ...waiting] };
    expect(claimDeliveries([of], limits).hasMore).toBe(true);
    expect(claimDeliveries([of], { ...limits, limit: 1 }).hasMore).toBe(false);
  });

  it('never exceed a limit, and leave no request unused', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const endpoints = fc.record({ client: names, name: names, count: fc.integer({ min: 0, max: 8 }) });
    const sending = fc.array(fc.record({ client: names, name: names }), { maxLength: 12 });
    const program = fc.record({
      endpoints: fc.uniqueArray(endpoints, { selector: ({ client, name }) => client + name }),
      sending,
      limit: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(program, ({ endpoints: drawn, sending: busy, limit }) => {
        const all = drawn.map(({ client, name, count }, at) =>
          due(endpoint(client, name), rangeOf(at * 10, count)),
        );
        const about = {
          sending: busy.map(({ client, name }) => endpoint(client, name)),
          limit,
          perEndpoint: 3,
          perClient: 5,
        };
        const { claimed } = claimDeliveries(all, about);
        const taken = claimed.flatMap(
          (id) => all.find(({ candidates }) => candidates.some((one) => one.id === id)) ?? [],
        );
        const full = fullOnes({ ...about, sending: [...about.sending, ...taken] });
        const before = fullOnes(about);
        for (const one of taken)
          expect([before.endpoints.includes(one.id), before.clients.includes(one.client)]).toEqual([
            false,
            false,
          ]);
        expect(claimed.length).toBeLessThanOrEqual(limit);
        const open = all.some(
          (one) =>
            one.candidates.some(({ id }) => !claimed.includes(id)) &&
            !full.endpoints.includes(one.id) &&
            !full.clients.includes(one.client),
        );
        expect(open && claimed.length < limit).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
