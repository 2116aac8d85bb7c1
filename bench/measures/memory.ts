import type { Loaded } from '../processes/load.ts';
import { heldMemory } from '../support/held-memory.ts';
import { atOnce, startGateway } from '../support/parties.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const few = 10_000;
const many = 1_000_000;
const itemsPerCall = 1000;
const limitSeconds = 600;
const megabyte = 1024 * 1024;

/** Whether the gateway keeps anything of what it has done. */
export const memory = async (bench: Bench): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const gateway = await startGateway({ vendor: bench.vendor, connections: 8 });
  const bring = async (items: number): Promise<void> => {
    const maxCalls = items / itemsPerCall;
    const shape = { url: gateway.url, callers: 4, itemsPerCall, seconds: limitSeconds, maxCalls };
    const { applied } = await bench.load.ask<Loaded>('load', shape);
    if (applied < items) throw new Error(`Only ${applied} of ${items} items were applied`);
  };
  await bring(few);
  const before = await heldMemory(gateway);
  await bring(many - few);
  const after = await heldMemory(gateway);
  await gateway.stop();
  const ratio = after.resident / before.resident;
  const megabytes = (bytes: number): string => `${round(bytes / megabyte)} MB`;
  return {
    what: `memory after ${round(many)} items`,
    against: `after ${round(few)}`,
    mark: '≤ 1.2 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio <= 1.2,
    figures: `resident ${megabytes(after.resident)}; ${megabytes(before.resident)}. Heap ${megabytes(after.heap)}; ${megabytes(before.heap)}`,
  };
};
