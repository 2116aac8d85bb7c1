import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { VendorDefinition } from '../../src/adapters/vendors/index.ts';
import type { OperationKind } from '../../src/domain/operation.ts';
import type { Channel, Writer } from '../../src/ports/channel.ts';
import { deadUrl, startScript } from '../adapters/vendors/script.ts';
import { channelOf, configured, noCallback, watched } from '../adapters/vendors/support.ts';
import { startOne } from '../support/sandbox/index.ts';
import type { Bench, Fault } from './channel-bench.ts';
import type { VendorContract, WriteContract } from './vendor-contract.ts';

const limits = {
  concurrency: 4,
  ratePerSecond: null,
  timeoutMs: 30_000,
  callbackTimeoutMs: 1000,
  retryForMs: 1000,
  retriesPerMinute: 600,
};
/** Short only where a test is about the wait for an answer, because a busy machine is not a failure. */
const shortLimits = { ...limits, timeoutMs: 700 };

/** Receives callbacks. Each test has its own URL. */
const startReceiver = async () => {
  const script = await startScript();
  const waiting = new Map<string, (body: unknown) => void>();
  script.answer((response: ServerResponse, { path, body }) => {
    waiting.get(path)?.(JSON.parse(body));
    response.writeHead(204).end();
  });
  return {
    close: script.close,
    open: () => {
      const path = `/webhooks/${randomUUID()}`;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.set(path, resolve);
      const mark = randomBytes(10).toString('hex');
      const callbackUrl = `${script.url}${path}`;
      return { delivery: { ...noCallback, callbackUrl, mark }, body: promise };
    },
  };
};

/** A bench on the sandbox of one vendor. */
export const openBench = async <Kind extends OperationKind>(
  vendor: VendorDefinition,
  { unknownCredentials, settings: more }: VendorContract,
  write: WriteContract<Kind>,
): Promise<Bench<Kind>> => {
  const sandbox = await startOne(vendor, { callbackDelayMs: 5 });
  const { control } = sandbox;
  const receiver = await startReceiver();
  const context = watched();
  const settings = {
    vendor: vendor.name,
    id: vendor.key,
    sandbox: true,
    limits,
    ...sandbox.settings,
    ...more,
  };
  const channels = [
    channelOf(settings, context),
    channelOf({ ...settings, ...unknownCredentials }, context),
    channelOf({ ...settings, baseUrl: await deadUrl() }, context),
    channelOf({ ...settings, limits: shortLimits }, context),
  ] as const;
  const writer = (channel: Channel): Writer<Kind> => {
    const found: Writer<Kind> | undefined = channel.writers[write.kind];
    if (!found) throw new Error('The channel has no such writer');
    return found;
  };
  return {
    channel: channels[0],
    writer: writer(channels[0]),
    stranger: writer(channels[1]),
    deserted: writer(channels[2]),
    impatient: writer(channels[3]),
    requests: () => control.requests().filter(({ path }) => write.requestPath.test(path)).length,
    writes: () => control.writes().length,
    fail: (fault: Fault, times) => control.fail({ on: write.endpoint, times, ...fault }),
    reset: () => control.reset(),
    callbacks: writer(channels[0]).callsBack ? receiver : null,
    logged: context.calls,
    secrets: [...configured(settings).secrets, ...Object.values(unknownCredentials), '/webhooks/'],
    close: async () => {
      await Promise.all(channels.map((channel) => channel.close()));
      await receiver.close();
      await sandbox.close();
    },
  };
};
