import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { catalogue } from './measures/catalogue.ts';
import { twoGateways } from './measures/cluster.ts';
import { guards } from './measures/guards.ts';
import { history } from './measures/history.ts';
import { importOfFile } from './measures/import.ts';
import { fullJournal } from './measures/journal.ts';
import { memory } from './measures/memory.ts';
import { listOfProducts } from './measures/products.ts';
import { skuStock } from './measures/skus.ts';
import { start } from './measures/start.ts';
import { subscriptions } from './measures/subscriptions.ts';
import {
  hundredItems,
  manyCallers,
  oneCaller,
  slowVendor,
  twoHundredCallers,
} from './measures/throughput.ts';
import { startChild } from './support/child.ts';
import { startVendor } from './support/parties.ts';
import { removeDirectories } from './support/place.ts';
import type { Bench } from './support/rounds.ts';
import { type Line, tableOf } from './support/table.ts';

const measures: { readonly [name: string]: (bench: Bench) => Promise<Line | readonly Line[]> } = {
  slowVendor,
  twoHundredCallers,
  manyCallers,
  hundredItems,
  oneCaller,
  fullJournal,
  guards,
  twoGateways,
  skuStock,
  listOfProducts,
  catalogue,
  history,
  importOfFile,
  subscriptions,
  memory,
  start,
};

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();

/** Asked before anything is measured. */
const commit = (): string => {
  const changed = git('status', '--porcelain', '--', 'src', 'package-lock.json') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? ', with changes' : ''}`;
};

const run = async (wanted: readonly string[]): Promise<void> => {
  const startedAt = performance.now();
  const measured = commit();
  const bench = { vendor: await startVendor(), load: startChild('bench/processes/load.ts') };
  const lines: Line[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const since = performance.now();
    try {
      lines.push(...[await measure(bench)].flat());
    } catch (error) {
      // The others still have something to say.
      process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    }
    process.stderr.write(`${name}: ${Math.round((performance.now() - since) / 1000)} s\n`);
  }
  await Promise.all([bench.vendor.stop(), bench.load.stop()]);
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  const about = `Commit ${measured}; Node ${process.version}; ${availableParallelism()} cores; ${minutes} minutes; ${new Date().toISOString().slice(0, 10)}.`;
  const report = `${tableOf(lines)}\n\n${about}\n`;
  process.stdout.write(report);
  if (wanted.length === 0) writeFileSync(new URL('results.md', import.meta.url), `# Results\n\n${report}`);
};

run(process.argv.slice(2))
  .finally(removeDirectories)
  .then(
    () => process.exit(),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
