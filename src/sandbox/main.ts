import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { check } from './core/check.ts';
import { problem, type Result } from './core/values.ts';
import { startSandbox } from './sandbox.ts';
import { settingsLines } from './settings.ts';

const flagsUsage = '[--port-base 4010] [--latency 0]';
const usage = `usage: npm run sandbox -- ${flagsUsage}
       onshelf sandbox ${flagsUsage}`;

const whole = (highest: number) =>
  z.string().regex(/^\d+$/u, 'a whole number').transform(Number).pipe(z.int().max(highest));

const flags = z.strictObject({
  latency: whole(600_000).default(0),
  // Three ports from here on; 0 takes any free ones.
  'port-base': whole(65_533).default(4010),
});

const readFlags = (args: readonly string[]): Result<z.output<typeof flags>> => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { latency: { type: 'string' }, 'port-base': { type: 'string' } },
    });
    return check(flags, { ...values });
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
};

const run = async (latencyMs: number, portBase: number): Promise<void> => {
  const ports =
    portBase === 0
      ? { globalLink: 0, brightmall: 0, smaregi: 0 }
      : { globalLink: portBase, brightmall: portBase + 1, smaregi: portBase + 2 };
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const sandbox = await startSandbox({ ports, latencyMs });
  process.stdout.write(`${settingsLines(sandbox).join('\n')}\n`);
  await stop;
  await sandbox.close();
};

const args = readFlags(process.argv.slice(2));
if (args.ok) {
  try {
    await run(args.value.latency, args.value['port-base']);
  } catch (error) {
    process.stderr.write(
      `the sandbox can not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
} else {
  process.stderr.write(`${args.problem}\n${usage}\n`);
  process.exitCode = 2;
}
