import { expect, it, onTestFinished } from 'vitest';
import { openAccess } from '../../src/access/access.ts';
import { startHttpServer } from '../../src/http/server.ts';
import { closedWeb, defaultLimits } from '../support/defaults.ts';
import { rows, startGateway, until } from '../support/gateway.ts';
import { failingSync } from '../support/sync-file.ts';
import { noopTelemetry } from '../support/telemetry.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

it('is not ready after a failed sync of the disk', async () => {
  let fails = false;
  const { gateway, receiveCallback, receiveEvent, submit } = await startGateway(
    {},
    { sync: failingSync(() => fails) },
  );
  const server = await startHttpServer('127.0.0.1', 0, defaultLimits(), closedWeb, log);
  onTestFinished(() => server.close());
  server.serve({
    gateway,
    access: openAccess,
    receiveCallback,
    receiveEvent,
    telemetry: noopTelemetry,
    metrics: null,
  });
  const ready = async () => (await fetch(`${server.url}/health/ready`)).status;
  expect(await ready()).toBe(200);
  fails = true;
  await expect(submit(rows('1'), { waitMs: 0 })).rejects.toThrow('EIO');
  fails = false;
  await until(async () => (await ready()) === 503);
  await expect(submit(rows('2'), { waitMs: 0 })).rejects.toThrow('EIO');
});
