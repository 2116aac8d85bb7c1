import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './support/child.ts';
import { type Frame, type Profile, shareOf } from './support/cpu-profile.ts';
import { startGateway, startVendor } from './support/parties.ts';
import { newDirectory, removeDirectories } from './support/place.ts';
import { round } from './support/table.ts';

/** Where the gateway's time goes: `node bench/profile.ts [callers] [items a mutation]`. */
const [callers = 64, itemsPerCall = 1] = process.argv.slice(2).map(Number);

const vendor = await startVendor();
const load = startChild('bench/processes/load.ts');
const directory = newDirectory();
const gateway = await startGateway({ vendor, connections: 8 }, newDirectory(), [
  '--cpu-prof',
  `--cpu-prof-dir=${directory}`,
]);
const shape = { url: gateway.url, callers, itemsPerCall, seconds: 10, maxCalls: 500_000 };
const done = await load.ask<{ applied: number; seconds: number }>('load', shape);
await gateway.stop();
await Promise.all([load.stop(), vendor.stop()]);

const [file] = readdirSync(directory);
const profile = JSON.parse(readFileSync(join(directory, file ?? ''), 'utf8')) as Profile;
removeDirectories();

const rows = (frames: readonly Frame[]): string =>
  frames.map(({ name, share }) => `${round(share * 100, 1).padStart(6)} %  ${name}\n`).join('');
const { rooms, functions } = shareOf(profile);
process.stdout.write(`${round(done.applied / done.seconds)} items/s\n\nBy room\n${rows(rooms)}\n`);
process.stdout.write(`By function, itself alone\n${rows(functions.slice(0, 40))}`);
process.exit(0);
