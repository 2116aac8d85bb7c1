import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Loaded } from '../processes/load.ts';
import { median } from '../support/median.ts';
import { atOnce, type Party, startGateway } from '../support/parties.ts';
import { newDirectory } from '../support/place.ts';
import { itemsFrom } from '../support/requests.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const itemsPerCall = 1000;
const limitSeconds = 900;
const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000);
const few = rows / 10;
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const cli = fileURLToPath(new URL('../../src/cli/onshelf.ts', import.meta.url));

const writeFile = async (path: string, count: number): Promise<void> => {
  const file = createWriteStream(path);
  file.write('channel,productId,quantity\n');
  for (let first = 0; first < count; first += itemsPerCall) {
    const lines = itemsFrom(first, Math.min(itemsPerCall, count - first)).map(
      ({ channel, productId, quantity }) => `${channel},${productId},${quantity}\n`,
    );
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await finished(file);
};

/** `cpuSeconds` is that of the gateway. */
type Sent = { readonly seconds: number; readonly cpuSeconds: number };
type Imported = Sent & { readonly peakBytes: number };

/** The largest resident memory of a process so far. Linux has it in kilobytes. */
const peakOf = (pid: number | undefined): number => {
  try {
    const [, peak = '0'] = /VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(peak) * 1024;
  } catch {
    return 0;
  }
};

/** One run of the command, with its start. */
const importFile = async (gateway: Party, file: string, flags: readonly string[]): Promise<Imported> => {
  const startedAt = performance.now();
  const cpuBefore = await gateway.cpuSeconds();
  const results = `${newDirectory()}/results.csv`;
  const args = ['import', 'stock', file, '--url', gateway.url, '--results', results, '--again', ...flags];
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  }, 100);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`The import ended with ${code}: ${said.slice(-1000)}`);
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, cpuSeconds: (await gateway.cpuSeconds()) - cpuBefore, peakBytes };
};

/**
 * An import of a file against the same items in mutations of 1,000, in turns on one gateway. The comparison is of the
 * sending alone, because the mutations are not checked before. What the check of the whole file costs is stated beside it.
 */
export const importOfFile = async (bench: Bench): Promise<readonly Line[]> => {
  await bench.vendor.behave(atOnce);
  const gateway = await startGateway({ vendor: bench.vendor, connections: 8 });
  const directory = newDirectory();
  const [large, small] = [`${directory}/large.csv`, `${directory}/small.csv`];
  await writeFile(large, rows);
  await writeFile(small, few);
  const load = async (items: number): Promise<Sent> => {
    const cpuBefore = await gateway.cpuSeconds();
    const shape = { url: gateway.url, callers: 4, itemsPerCall, seconds: limitSeconds };
    const loaded = await bench.load.ask<Loaded>('load', { ...shape, maxCalls: items / itemsPerCall });
    if (loaded.applied < items) throw new Error(`Only ${loaded.applied} of ${items} items were applied`);
    return { seconds: loaded.seconds, cpuSeconds: (await gateway.cpuSeconds()) - cpuBefore };
  };
  await load(few);
  const ofFew = await importFile(gateway, small, ['--no-check']);
  const pairs: [sent: Imported, checked: Imported, loaded: Sent][] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const isFirst = turn % 2 === 0;
    const early = isFirst ? null : await load(rows);
    const sent = await importFile(gateway, large, ['--no-check']);
    const loaded = early ?? (await load(rows));
    pairs.push([sent, await importFile(gateway, large, []), loaded]);
  }
  await gateway.stop();
  const ratio = median(pairs.map(([sent, , loaded]) => loaded.seconds / sent.seconds));
  const checkedRatio = median(pairs.map(([, checked, loaded]) => loaded.seconds / checked.seconds));
  const cpuRatio = median(pairs.map(([sent, , loaded]) => sent.cpuSeconds / loaded.cpuSeconds));
  const checkedCpuRatio = median(pairs.map(([, checked, loaded]) => checked.cpuSeconds / loaded.cpuSeconds));
  const rateOf = (at: 0 | 1 | 2): string =>
    `${round(rows / median(pairs.map((pair) => pair[at].seconds)))} rows/s`;
  const peak = Math.max(...pairs.flatMap(([sent, checked]) => [sent.peakBytes, checked.peakBytes]));
  const memory = peak / ofFew.peakBytes;
  const megabytes = (bytes: number): string => `${round(bytes / 1024 / 1024)} MB`;
  return [
    {
      what: `import of a file of ${round(rows)} rows without its check; the vendor answers at once`,
      against: 'the same items in mutations of 1,000',
      mark: '≥ 0.9 ×',
      ratio: `${round(ratio, 2)} ×`,
      met: ratio >= 0.9,
      figures: `import ${rateOf(0)}; mutations ${rateOf(2)}; import with its check ${rateOf(1)}, ${round(checkedRatio, 2)} ×; CPU time of the gateway ${round(cpuRatio, 2)} ×, with the check ${round(checkedCpuRatio, 2)} ×`,
    },
    {
      what: `largest memory of the import of ${round(rows)} rows`,
      against: `of ${round(few)} rows`,
      mark: '≤ 1.3 ×',
      ratio: `${round(memory, 2)} ×`,
      met: memory <= 1.3,
      figures: `${megabytes(peak)}; ${megabytes(ofFew.peakBytes)}`,
    },
  ];
};
