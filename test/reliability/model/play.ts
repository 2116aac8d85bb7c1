import { assertNever } from '../../../src/lib/assert-never.ts';
import { operationsPage } from '../../support/pages.ts';
import { type ClientLog, newClientLog } from './client-log.ts';
import { createClients } from './clients.ts';
import { endInDrift } from './drift-phase.ts';
import { latestWebhookMs } from './faults.ts';
import { createVendorChanges } from './losses.ts';
import type { Command } from './program.ts';
import { skusToSave } from './skus.ts';
import type { MakeStore } from './stores.ts';
import { startWorld, type World } from './world.ts';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Longer than any item may take once the vendors answer: a pause that a vendor asked for, then a series of retries. */
const quietMs = 60_000;

const heal = ({ sandbox: { globalLink, brightmall, smaregi } }: World): void => {
  for (const { control } of [globalLink, brightmall, smaregi]) {
    control.heal();
    control.behave({ latencyMs: 0, maxConcurrent: null });
  }
};

/** Runs the program, clears the faults, and waits until no work is left. */
const perform = async (world: World, program: readonly Command[], clientLog: ClientLog): Promise<void> => {
  const clients = createClients(world, clientLog);
  const vendor = createVendorChanges(world);
  const jumpsBack = program.reduce((sum, one) => sum - (one.type === 'jump' ? Math.min(one.ms, 0) : 0), 0);
  const isQuiet = async (): Promise<boolean> => {
    const { journal } = await world.living();
    const running = await journal.operationsPage(operationsPage({ statuses: ['RUNNING'], limit: 1 }));
    return running.nodes.length === 0;
  };
  const quiet = async (): Promise<void> => {
    const deadline = Date.now() + quietMs;
    await clients.settled();
    while (!(await isQuiet()) && Date.now() < deadline) await sleep(20);
  };
  const obey = async (command: Command): Promise<void> => {
    switch (command.type) {
      case 'mutate':
        return clients.mutate(command);
      case 'set-skus':
        return clients.setSkus(command);
      case 'again':
        return clients.again(command.which, command.isAwaited);
      case 'cancel':
        return clients.cancel(command.which, command.isAwaited);
      case 'retry':
        return clients.retry(command);
      case 'fault':
        return world.sandbox[command.vendor].control.fail(command.rule);
      case 'heal':
        return heal(world);
      case 'slow':
        return void world.sandbox[command.vendor].control.behave({ latencyMs: command.latencyMs });
      case 'press':
        return void world.sandbox[command.vendor].control.behave({
          maxConcurrent: command.maxConcurrent,
          retryAfter: 'none',
        });
      case 'expire-tokens':
        return world.sandbox.smaregi.control.expireTokens();
      case 'lose':
        return vendor.lose(command.id);
      case 'sell':
        return vendor.sell(command.id);
      case 'listen':
        return world.listen();
      case 'repair':
        return clients.repair(command.isAwaited);
      case 'wait':
        return sleep(command.ms);
      case 'crash':
        await world.crash(command.at, command.downMs);
        return clients.reconnect();
      case 'stop':
        await world.stop(command.downMs);
        return clients.reconnect();
      case 'jump':
        return world.jump(command.ms);
      case 'drift':
        heal(world);
        // Reads are ignored while the clock is behind those of before.
        world.jump(1_000 + jumpsBack);
        await quiet();
        return endInDrift({ world, clients, vendor, quiet, plan: command, clientLog });
      default:
        return assertNever(command);
    }
  };
  const { errors } = await (await world.living()).gateway.saveSkus({ channels: null, items: skusToSave });
  clientLog.problems.push(...errors.map(({ message }) => `The SKUs were not saved: ${message}`));
  for (const command of program) {
    await obey(command);
    await clients.look(await world.living());
  }

  heal(world);
  await quiet();
  // Later webhooks may still correct unknown outcomes.
  const isLate = program.some((command) => command.type === 'fault' && command.rule.kind === 'late');
  await sleep(isLate ? latestWebhookMs + 100 : 60);
  await clients.look(await world.living());
};

export type Played = { readonly world: World; readonly clientLog: ClientLog };

export const play = async <Result>(
  makeStore: MakeStore,
  program: readonly Command[],
  examine: (played: Played) => Promise<Result>,
): Promise<Result> => {
  const world = await startWorld(makeStore);
  const clientLog = newClientLog();
  try {
    await perform(world, program, clientLog);
    return await examine({ world, clientLog });
  } finally {
    await world.close();
  }
};
