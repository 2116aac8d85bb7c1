/**
 * Runs each attack of the list against a gateway of its own with a heap of 512 MB, beside clients that use it, and
 * prints what they noticed: `node test/security/attacks/measure.ts [part of a name]`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceOf } from '../../support/programs.ts';
import { attacks } from './list.ts';
import { runAttack } from './run.ts';
import { startTarget } from './target.ts';

const wanted = process.argv[2] ?? '';
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const ms = (time: number): string => `${Math.round(time)} ms`;

process.stdout.write(
  `${'| attack | /health/live median, p99, slowest | slowest read, write | memory | noticed |'}\n`,
);
print('|---|---|---|---|---|');
for (const attack of attacks) {
  if (!attack.name.includes(wanted)) continue;
  const directory = await mkdtemp(join(tmpdir(), 'onshelf-attack-'));
  const cleaning: (() => Promise<void>)[] = [() => rm(directory, { recursive: true, force: true })];
  const target = await startTarget(directory, sourceOf, (work) => void cleaning.unshift(work));
  const { health, slowestRead, slowestWrite, growthBytes, problems } = await runAttack(target, attack, 100);
  const times = `${ms(health.median)}, ${ms(health.p99)}, ${ms(health.max)}`;
  const others = `${ms(slowestRead)}, ${ms(slowestWrite)}`;
  const memory = `+${Math.round(growthBytes / 1024 / 1024)} MB`;
  const noticed =
    problems.length === 0 ? 'nothing' : `${problems.length}: ${problems.slice(0, 3).join('; ')}`;
  process.stdout.write(
    `${`| ${attack.name} | ${times} | ${others} | ${memory} | ${noticed.slice(0, 300)} |`}\n`,
  );
  for (const work of cleaning) await work();
}
