import { join } from 'node:path';
import { startChild } from './support/child.ts';
import { heldIn } from './support/heap-snapshot.ts';
import { startGateway, startVendor } from './support/parties.ts';
import { newDirectory, removeDirectories } from './support/place.ts';
import { round } from './support/table.ts';

/** What an idle subscription holds on the heap, by constructor: `node bench/heap.ts [streams]`. */
const streams = Number(process.argv[2] ?? 2000);
const shown = 50;

const vendor = await startVendor();
const load = startChild('bench/processes/load.ts');
const gateway = await startGateway({ vendor, connections: 8 });
const directory = newDirectory();
const open = (count: number): Promise<number> =>
  load.ask('openStreams', { url: gateway.url, count, channel: 'global-link' });

await open(100);
const before = await gateway.memory();
await gateway.heapSnapshot(join(directory, 'before'));
await open(streams);
const after = await gateway.memory();
await gateway.heapSnapshot(join(directory, 'after'));
const few = heldIn(join(directory, 'before'));
const many = heldIn(join(directory, 'after'));
await load.ask('closeStreams');
await gateway.stop();
await Promise.all([load.stop(), vendor.stop()]);
removeDirectories();

const grown = [...many].map(([name, { count, bytes }]) => ({
  name,
  count: (count - (few.get(name)?.count ?? 0)) / streams,
  bytes: (bytes - (few.get(name)?.bytes ?? 0)) / streams,
}));
const each = (kind: 'resident' | 'heap'): string => round((after[kind] - before[kind]) / streams);
process.stdout.write(`An open stream: ${each('heap')} bytes of heap, ${each('resident')} resident\n\n`);
process.stdout.write(`${'bytes'.padStart(8)} ${'objects'.padStart(8)}\n`);
for (const { name, count, bytes } of grown.toSorted((a, b) => b.bytes - a.bytes).slice(0, shown)) {
  process.stdout.write(`${round(bytes).padStart(8)} ${round(count, 1).padStart(8)}  ${name}\n`);
}
process.exit(0);
