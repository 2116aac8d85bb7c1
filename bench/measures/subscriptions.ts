import { heldMemory } from '../support/held-memory.ts';
import { atOnce, startGateway } from '../support/parties.ts';
import { bodyOf } from '../support/requests.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

/** `BENCH_STREAMS=2000` for a quick look; the mark is about all of them. */
const streams = Number(process.env['BENCH_STREAMS'] ?? 10_000);
const kilobyte = 1024;
const markKilobytes = 20;

/** What an open subscription costs, and how long one event takes to all of them. */
export const subscriptions = async (bench: Bench): Promise<readonly Line[]> => {
  await bench.vendor.behave(atOnce);
  const gateway = await startGateway({ vendor: bench.vendor, connections: 8 });
  const open = (count: number): Promise<number> =>
    bench.load.ask('openStreams', { url: gateway.url, count, channel: 'global-link' });
  // The first few load what each of them needs.
  await open(100);
  const before = await heldMemory(gateway);
  await open(streams - 100);
  const after = await heldMemory(gateway);
  const each = (after.resident - before.resident) / (streams - 100) / kilobyte;
  const heapEach = (after.heap - before.heap) / (streams - 100) / kilobyte;

  await bench.load.ask('expectOnAll');
  const seenByAll = bench.load.ask<number>('seenByAll');
  // The level of this product is not known: it has one event, at its end.
  const sentAt = performance.timeOrigin + performance.now();
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(gateway.url, { method: 'POST', headers, body: bodyOf(1000, 1) });
  await answer.text();
  const took = (await seenByAll) - sentAt;
  await bench.load.ask('closeStreams');
  await gateway.stop();
  return [
    {
      what: 'an idle subscription (SSE)',
      against: `resident memory, ${round(streams)} open`,
      mark: `≤ ${markKilobytes} KB each`,
      ratio: `${round(each, 1)} KB`,
      met: each <= markKilobytes,
      figures: `of it ${round(heapEach, 1)} KB heap`,
    },
    {
      what: `one event to ${round(streams)} subscribers`,
      against: 'time from the mutation to the last',
      mark: 'reported',
      ratio: `${round(took)} ms`,
      met: null,
      figures: '',
    },
  ];
};
