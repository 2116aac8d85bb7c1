import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { environmentOf, vendors } from '../adapters/vendors/index.ts';
import { messageOf } from '../lib/errors.ts';
import { withoutEnd } from '../lib/text.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { Run } from './command.ts';

const usage =
  'usage: onshelf sandbox [--port-base 4010] [--latency 0] [--sales 0] [--losses 0] [--products 500] [--events-to URL]';

const whole = (highest: number) =>
  z.string().regex(/^\d+$/u, 'must be a whole number').transform(Number).pipe(z.int().max(highest));

const flags = z.strictObject({
  /** Milliseconds before each answer. */
  latency: whole(600_000).default(0),
  /** The vendors take consecutive ports from this one on. With 0 they take any free ports. */
  'port-base': whole(65_536 - vendors.length).default(4010),
  /** Sales per minute. */
  sales: whole(60_000).default(0),
  /** Losses per minute, without events. */
  losses: whole(60_000).default(0),
  /** The products of a vendor that lists them. */
  products: whole(9_499).default(500),
  /** The address of a gateway that receives the events of the vendors. */
  'events-to': z.url({ protocol: /^https?$/u, error: 'must be an http or https URL' }).optional(),
});

type Flags = z.output<typeof flags>;

/** Gives the flags, or a text that states what is wrong with them. */
const readFlags = (args: readonly string[]): Flags | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        latency: { type: 'string' },
        'port-base': { type: 'string' },
        sales: { type: 'string' },
        losses: { type: 'string' },
        products: { type: 'string' },
        'events-to': { type: 'string' },
      },
    });
    const { data, error } = flags.safeParse(values);
    return data ?? error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n');
  } catch (error) {
    return messageOf(error);
  }
};

/** Starts the sandbox vendors and prints the settings that connect a gateway to them, until a signal stops it. */
export const runSandbox: Run = async (args, { out, say }) => {
  const given = readFlags(args);
  if (typeof given === 'string') {
    say(given);
    say(usage);
    return 2;
  }
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const sandbox = await startSandbox(vendors, {
    portBase: given['port-base'],
    latencyMs: given.latency,
    salesPerMinute: given.sales,
    lossesPerMinute: given.losses,
    products: given.products,
  });
  const eventsTo = given['events-to'] && withoutEnd(given['events-to'], '/');
  for (const vendor of vendors) {
    if (eventsTo) {
      sandbox.vendors.get(vendor.name)?.sendEventsTo?.(`${eventsTo}/events/${vendor.key}/${vendor.key}`);
    }
    const settings = sandbox.vendors.get(vendor.name)?.settings ?? {};
    for (const [name, value] of Object.entries(environmentOf(vendor, settings))) out(`${name}=${value}`);
  }
  await stop;
  await sandbox.close();
  return 0;
};
