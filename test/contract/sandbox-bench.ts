import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { OperationKind } from '../../src/domain/operation.ts';
import type { Channel, Writer } from '../../src/ports/channel.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { deadUrl, startScript } from '../adapters/vendors/script.ts';
import { channelOf, noCallback, watched } from '../adapters/vendors/support.ts';
import type { Bench, Fault } from './channel-bench.ts';

type Settings = Parameters<typeof channelOf>[0];
type Endpoint = 'stock-updates' | 'product' | 'inventory/confirm' | 'stock/bulk';
type VendorOf = (sandbox: Sandbox) => Sandbox['globalLink' | 'brightmall' | 'smaregi'];

const limits = {
  concurrency: 4,
  ratePerSecond: null,
  timeoutMs: 30_000,
  callbackTimeoutMs: 1000,
  retryForMs: 1000,
  retriesPerMinute: 600,
};
/** Short only where the wait for an answer is what a test is about: a busy machine is no fault. */
const shortLimits = { ...limits, timeoutMs: 700 };
export const wrongKey = 'a-key-that-nobody-knows';

/** Receives callbacks, each at a URL of its own. */
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
      const path = `/webhooks/smaregi/${randomUUID()}`;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.set(path, resolve);
      return { delivery: { ...noCallback, callbackUrl: `${script.url}${path}` }, body: promise };
    },
  };
};

/** A bench on the sandbox. */
export const openBench = async <Kind extends OperationKind>(parts: {
  readonly vendorOf: VendorOf;
  readonly endpoint: Endpoint;
  readonly requestPath: RegExp;
  readonly settings: (sandbox: Sandbox) => Settings;
  /** What makes a stranger, and an address where nobody is, of the settings. */
  readonly strange: object;
  readonly secrets: (sandbox: Sandbox) => readonly string[];
  readonly writerOf: (channel: Channel) => Writer<Kind> | undefined;
}): Promise<Bench<Kind>> => {
  const sandbox = await startSandbox({ callbackDelayMs: 5 });
  const receiver = await startReceiver();
  const context = watched();
  const { control } = parts.vendorOf(sandbox);
  const settings = { ...parts.settings(sandbox), limits };
  const channels = [
    channelOf(settings, context),
    channelOf({ ...settings, ...parts.strange }, context),
    channelOf({ ...settings, baseUrl: await deadUrl() }, context),
    channelOf({ ...settings, limits: shortLimits }, context),
  ] as const;
  const writer = (channel: Channel): Writer<Kind> => {
    const found = parts.writerOf(channel);
    if (!found) throw new Error('The channel has no such writer');
    return found;
  };
  return {
    channel: channels[0],
    writer: writer(channels[0]),
    stranger: writer(channels[1]),
    deserted: writer(channels[2]),
    impatient: writer(channels[3]),
    requests: () => control.requests().filter(({ path }) => parts.requestPath.test(path)).length,
    writes: () => control.writes().length,
    fail: (fault: Fault, times) => control.fail({ on: parts.endpoint, times, ...fault }),
    reset: () => control.reset(),
    callbacks: writer(channels[0]).callsBack ? receiver : null,
    logged: context.calls,
    secrets: [...parts.secrets(sandbox), wrongKey, '/webhooks/'],
    close: async () => {
      await Promise.all(channels.map((channel) => channel.close()));
      await receiver.close();
      await sandbox.close();
    },
  };
};
