import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { it } from '../../support/process.ts';
import { amount, tell, timeFor } from '../support/scale.ts';
import { createWriteLog } from '../support/vendor-writes.ts';
import { createCallers } from './callers.ts';
import { createDrifts, driftSettings, isOfDrifts, loseAndRepair } from './drifts.ts';
import { acceptedValues, inspect } from './journal-file.ts';
import { createMutations, saveSkusAt } from './mutations.ts';
import { withStockHistory } from './stock-history.ts';
import { createSubscribers } from './subscribers.ts';
import { heal, injectRandomFaults } from './vendor-faults.ts';
import { verifyRun } from './verify-run.ts';

const kills = amount(4, 200);
const driftRounds = amount(1, 15);
const callersAtOnce = 16;

/** Below the ports of outgoing connections, so that no other process takes it while the gateway is down. */
const stablePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
};

const errorsIn = (stderr: string): readonly string[] =>
  stderr.split('\n').filter((line) => /"level":[56]0/u.test(line) || (line !== '' && !line.startsWith('{')));

describe('a gateway that is killed at any moment', () => {
  it(`loses nothing, doubles nothing and reorders nothing in ${kills} kills`, {
    timeout: timeFor(kills, 8_000),
  }, async ({ directory, runProgram, startGateway, vendors }) => {
    const data = `${directory}/data`;
    const settings = {
      ...vendors.settings,
      ...(await withStockHistory(directory, vendors)),
      PORT: String(await stablePort()),
      DATA_DIR: data,
      VENDOR_TIMEOUT_MS: '1000',
      CALLBACK_TIMEOUT_MS: '600',
      LOG_LEVEL: 'error',
    };
    const callers = createCallers(createMutations());
    const subscribers = createSubscribers();
    const writes = createWriteLog(vendors);
    const answered = (): readonly string[] => callers.mutations.flatMap(({ operations }) => [...operations]);
    const damage: string[] = [];
    const missing = new Set<string>();
    const errors: string[] = [];
    let whileStarting = 0;

    const lookInto = (): void => {
      const found = inspect(data, answered());
      damage.push(...found.damage);
      for (const id of found.missing) missing.add(id);
      writes.collect();
    };
    for (let kill = 1; kill <= kills; kill += 1) {
      injectRandomFaults(vendors);
      if (kill % 6 === 4) {
        // While it starts: before it opens the journal, or while it recovers.
        whileStarting += 1;
        const starting = runProgram('src/main.ts', [], settings);
        await sleep(randomInt(300, 1_200));
        starting.child.kill('SIGKILL');
        await starting.ended;
        lookInto();
        continue;
      }
      const gateway = await startGateway(settings);
      subscribers.reconnect(gateway.url);
      if (kill === 1) await saveSkusAt(gateway.url);
      const calling = callers.callUntilGone(gateway.url, callersAtOnce);
      const following = setInterval(() => {
        for (const id of answered().slice(-2)) subscribers.follow(gateway.url, id);
      }, 20);
      // Every other time work is certainly in progress, because a slow machine needs time for the first answer.
      const before = answered().length;
      while (kill % 2 === 0 && answered().length === before) await sleep(2);
      await sleep(randomInt(5, 400));
      gateway.child.kill('SIGKILL');
      clearInterval(following);
      await gateway.ended;
      await calling;
      errors.push(...errorsIn(gateway.said.err));
      lookInto();
    }

    heal(vendors);
    const drifts = createDrifts(vendors, writes);
    const atStart = { ...settings, ...driftSettings };
    let gateway = await startGateway(atStart);
    for (let round = 0; round < driftRounds; round += 1) {
      gateway = await loseAndRepair({
        ...{ gateway, drifts, isRepairFirst: round % 2 === 1 },
        killAndStart: async ({ url, child, ended }, before, whileDown) => {
          const calling = callers.callUntilGone(url, 2);
          await before();
          child.kill('SIGKILL');
          await ended;
          await calling;
          lookInto();
          whileDown();
          return startGateway(atStart);
        },
      });
    }
    subscribers.reconnect(gateway.url);
    await callers.finish(gateway.url);
    const all = [...callers.mutations, ...drifts.mutations];
    const report = await verifyRun(gateway.url, all, writes.collect, subscribers.received);
    drifts.checkHeld();
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    errors.push(...errorsIn(gateway.said.err));
    lookInto();

    const values = acceptedValues(data).filter((value) => !isOfDrifts(value));
    const doubled = values.length - new Set(values).size;
    const split = all.filter(({ operations, news }) => operations.size > 1 || news > 1).length;
    const reordered = report.breaches.filter(({ kind }) => kind === 'reordered').length;
    tell('Crash: a gateway process killed with SIGKILL', {
      kills,
      'of them while starting': whileStarting,
      'operations answered': report.operations,
      'items accepted': report.items,
      ends: JSON.stringify(report.statuses),
      retries: report.retried,
      'repaired levels': drifts.mutations.flatMap((one) => (one.isRepair ? one.aims : [])).length,
      lost: missing.size,
      'left pending': report.pending,
      doubled: doubled + split,
      reordered,
      'other breaches': report.breaches.length - reordered,
      'integrity failures': damage.length,
      'subscribers, and who missed something': `${subscribers.received.size}, ${report.missed.length}`,
      'errors logged': errors.length,
    });
    expect({ ...report, damage, missing: [...missing], errors, doubled, split }).toMatchObject({
      pending: 0,
      miscounted: 0,
      uncanceled: 0,
      lostRetries: 0,
      refusals: [],
      breaches: [],
      missed: [],
      damage: [],
      missing: [],
      errors: [],
      doubled: 0,
      split: 0,
    });
    expect(values.length).toBe(callers.mutations.flatMap(({ aims }) => aims).length);
  });
});
