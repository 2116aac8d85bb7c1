import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startSandbox } from '../sandbox/sandbox.ts';
import { settingsLines } from '../sandbox/settings.ts';
import type { Run } from './command.ts';

const usage = 'usage: onshelf sandbox [--port-base 4010] [--latency 0]';

const whole = (highest: number) =>
  z.string().regex(/^\d+$/u, 'must be a whole number').transform(Number).pipe(z.int().max(highest));

const flags = z.strictObject({
  /** Milliseconds before each answer. */
  latency: whole(600_000).default(0),
  /** The vendors take three ports from this one on; with 0 they take any free ports. */
  'port-base': whole(65_533).default(4010),
});

type Flags = z.output<typeof flags>;

/** Gives the flags, or a text that states what is wrong with them. */
const readFlags = (args: readonly string[]): Flags | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { latency: { type: 'string' }, 'port-base': { type: 'string' } },
    });
    const { data, error } = flags.safeParse(values);
    return data ?? error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const portsFrom = (base: number) =>
  base === 0
    ? { globalLink: 0, brightmall: 0, smaregi: 0 }
    : { globalLink: base, brightmall: base + 1, smaregi: base + 2 };

/** Starts the sandbox vendors and prints the settings that connect a gateway to them, until a signal stops it. */
export const runSandbox: Run = async (args, { out, say }) => {
  const given = readFlags(args);
  if (typeof given === 'string') {
    say(given);
    say(usage);
    return 2;
  }
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const sandbox = await startSandbox({ ports: portsFrom(given['port-base']), latencyMs: given.latency });
  for (const line of settingsLines(sandbox)) out(line);
  await stop;
  await sandbox.close();
  return 0;
};
