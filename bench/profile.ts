import { fillProducts } from './measures/products.ts';
import type { Loaded } from './processes/load.ts';
import { startChild } from './support/child.ts';
import { type Spent, spentIn } from './support/cpu-profile.ts';
import { type Party, startGateway, startVendor, startYoga } from './support/parties.ts';
import { newDirectory, removeDirectories } from './support/place.ts';
import { listBody } from './support/requests.ts';
import { round } from './support/table.ts';

/**
 * Where a server's CPU time goes, once it is warm:
 * `node bench/profile.ts [callers] [items a mutation, or "list"] [gateway, or "peer"]`.
 */
const [callers = '64', items = '1', who = 'gateway'] = process.argv.slice(2);
const isList = items === 'list';
const warmUpSeconds = 4;
const seconds = 8;
const limits = { maxCalls: 500_000, callers: Number(callers), itemsPerCall: isList ? 1 : Number(items) };

const vendor = await startVendor();
const load = startChild('bench/processes/load.ts');
const directory = newDirectory();
const starting = { vendor, connections: 8 };

const filled = async (): Promise<Party> => {
  const gateway = await startGateway(starting, directory);
  if (isList) await fillProducts(gateway.url);
  if (who !== 'peer') return gateway;
  const peer = await startYoga(starting, isList ? directory : '');
  await gateway.stop();
  return peer;
};

const party = await filled();
const shape = { url: party.url, ...limits, ...(isList && { body: listBody }) };
await load.ask('load', { ...shape, seconds: warmUpSeconds });
const before = await party.cpuSeconds();
await party.startProfile();
const { calls, seconds: took } = await load.ask<Loaded>('load', { ...shape, seconds });
const cpu = (await party.cpuSeconds()) - before;
const { groups, functions } = spentIn(await party.stopProfile());
await party.stop();
await Promise.all([load.stop(), vendor.stop()]);
removeDirectories();

const rows = (spent: readonly Spent[]): string =>
  spent.map((one) => `${round(one.took / calls, 1).padStart(8)} µs  ${one.name}\n`).join('');
process.stdout.write(
  `${round(calls / took)} calls/s; ${round((cpu * 1e6) / calls)} µs CPU a call, the profiler's own in it\n`,
);
process.stdout.write(`\nBy group, per call\n${rows(groups)}`);
process.stdout.write(`\nBy function, itself alone, a call\n${rows(functions.slice(0, 40))}`);
process.exit(0);
