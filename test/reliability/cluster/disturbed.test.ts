import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { until } from '../../support/client.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/database-proxy.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { type Gateway, it } from '../../support/process.ts';
import { createCallers } from '../crash/callers.ts';
import { driftSettings, isOfDrifts } from '../crash/drifts.ts';
import { createMutations, saveSkusAt } from '../crash/mutations.ts';
import { withStockHistory } from '../crash/stock-history.ts';
import { createSubscribers } from '../crash/subscribers.ts';
import { heal, injectRandomFaults } from '../crash/vendor-faults.ts';
import { verifyRun } from '../crash/verify-run.ts';
import { amount, tell, timeFor } from '../support/scale.ts';
import { createWriteLog } from '../support/vendor-writes.ts';
import { acceptedValues, readyOf } from './cluster.ts';
import { createDriftSteps } from './drift-steps.ts';

const leaseMs = 1_500;
const rounds = amount(3, 90);
const callersAtOnce = 12;

type Member = { readonly gateway: Gateway; readonly proxy: DatabaseProxy };

const isUnavailable = ({ status, body }: { status: number; body: unknown }): boolean =>
  status === 503 && Object(body)['reason'] === 'JOURNAL_UNAVAILABLE';

/** The errors in the log, without those that are expected while the database is unavailable. */
const errorsIn = (stderr: string): readonly string[] =>
  stderr
    .split('\n')
    .filter((line) => /"level":[56]0/u.test(line) || (line !== '' && !line.startsWith('{')))
    .filter((line) => !/The journal can(?:'t be used| not write)/u.test(line));

it(`a cluster loses, doubles and reorders nothing in ${rounds} disturbances`, {
  timeout: timeFor(rounds, 12_000),
}, async ({ directory, startGateway, vendors, onTestFinished }) => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const settings = {
    ...vendors.settings,
    ...(await withStockHistory(directory, vendors)),
    ...driftSettings,
    GATEWAY_LEASE_MS: String(leaseMs),
    VENDOR_TIMEOUT_MS: '1000',
    CALLBACK_TIMEOUT_MS: '1500',
    LOG_LEVEL: 'error',
  };
  const errors: string[] = [];
  const members: Member[] = [];
  const crashes: string[] = [];
  let isOver = false;
  const join = async (): Promise<void> => {
    const proxy = await startDatabaseProxy(server.url, (close) => onTestFinished(close));
    const gateway = await startGateway({
      ...settings,
      DATA_DIR: `${directory}/${members.length}`,
      DATABASE_URL: proxy.url,
    });
    members.push({ gateway, proxy });
    void gateway.ended.then((end) => {
      if (members.some((one) => one.gateway === gateway) && !isOver) {
        crashes.push(`${end}: ${gateway.said.err.slice(-2_000)}`);
      }
    });
  };
  for (let count = 0; count < 3; count += 1) await join();
  for (const { gateway } of members.slice(0, 1)) await saveSkusAt(gateway.url);

  const callers = createCallers(createMutations());
  const subscribers = createSubscribers();
  const writes = createWriteLog(vendors);
  const collecting = setInterval(writes.collect, 500);
  const answered = () => callers.mutations.filter(({ operations }) => operations.size > 0).length;
  const anyMember = (): Member => {
    const member = members[randomInt(members.length)];
    if (!member) throw new Error('No gateway is left');
    return member;
  };
  const drift = createDriftSteps(vendors, writes, () => members.map(({ gateway }) => gateway.url));
  await drift.start();
  const calling = callers.callWhile(
    () => !isOver,
    () => anyMember().gateway.url,
    callersAtOnce,
  );
  const following = setInterval(() => {
    for (const { operations } of callers.mutations.slice(-4 * callersAtOnce)) {
      for (const id of operations) subscribers.follow(anyMember().gateway.url, id);
    }
  }, 100);

  /** Everything works again once a new mutation is answered. */
  const worksAgain = async (): Promise<void> => {
    const before = answered();
    await until(answered, (now) => now > before + 5);
  };
  const allReady = async (): Promise<void> => {
    for (const { gateway } of members) {
      await until(
        () => readyOf(gateway.url),
        ({ status }) => status === 200,
      );
    }
  };
  const saysUnavailable = async (some: readonly Member[]): Promise<void> => {
    const crash = () => expect(crashes).toEqual([]);
    for (const { gateway } of some) {
      await until(() => readyOf(gateway.url), isUnavailable).catch((error: unknown) => {
        crash();
        throw error;
      });
    }
  };

  const kill = async (member: Member): Promise<void> => {
    members.splice(members.indexOf(member), 1);
    member.gateway.child.kill('SIGKILL');
    await member.gateway.ended;
    errors.push(...errorsIn(member.gateway.said.err));
  };
  const disturbances = [
    {
      name: 'a gateway killed',
      run: async () => {
        await kill(anyMember());
        await join();
      },
    },
    {
      name: 'a gateway paused beyond its lease',
      run: async () => {
        const { gateway } = anyMember();
        gateway.child.kill('SIGSTOP');
        await sleep(leaseMs * 2 + randomInt(1_500));
        gateway.child.kill('SIGCONT');
      },
    },
    {
      name: 'the database restarted',
      run: async () => {
        await server.halt();
        await saysUnavailable(members);
        await server.start();
      },
    },
    {
      name: 'the database silent',
      run: async () => {
        for (const { proxy } of members) proxy.hang();
        await saysUnavailable(members);
        for (const { proxy } of members) proxy.resume();
      },
    },
    {
      name: 'one gateway cut off from the database',
      run: async () => {
        const member = anyMember();
        member.proxy.stop();
        await saysUnavailable([member]);
        await sleep(randomInt(leaseMs * 2));
        member.proxy.resume();
      },
    },
    {
      name: 'one gateway beside a silent database',
      run: async () => {
        const member = anyMember();
        member.proxy.hang();
        await saysUnavailable([member]);
        await sleep(randomInt(leaseMs * 2));
        member.proxy.resume();
      },
    },
  ];
  await worksAgain();
  for (let round = 0; round < rounds; round += 1) {
    const disturbance = disturbances[round % disturbances.length];
    if (round % disturbances.length === 0) injectRandomFaults(vendors);
    await disturbance?.run();
    expect(crashes).toEqual([]);
    await allReady();
    await worksAgain();
    await drift.check();
    for (const { gateway } of members.slice(0, 1)) subscribers.reconnect(gateway.url);
  }

  isOver = true;
  clearInterval(following);
  await calling;
  heal(vendors);
  await drift.end(async (url) => {
    for (const member of members.filter(({ gateway }) => gateway.url === url)) await kill(member);
  });
  const last = anyMember().gateway;
  await callers.finish(last.url);
  subscribers.reconnect(last.url);
  const all = [...callers.mutations, ...drift.mutations];
  const report = await verifyRun(last.url, all, writes.collect, subscribers.received);
  clearInterval(collecting);
  const values = await acceptedValues(server.url).then((found) =>
    found.filter((value) => !isOfDrifts(value)),
  );
  for (const { gateway } of members) {
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    errors.push(...errorsIn(gateway.said.err));
  }
  const doubled = values.length - new Set(values).size;
  const split = all.filter(({ operations, news }) => operations.size > 1 || news > 1).length;
  const reordered = report.breaches.filter(({ kind }) => kind === 'reordered').length;
  tell('Cluster: three gateways, killed, paused and cut off', {
    rounds,
    'operations answered': report.operations,
    'items accepted': report.items,
    ends: JSON.stringify(report.statuses),
    'left pending': report.pending,
    doubled: doubled + split,
    reordered,
    'other breaches': report.breaches.length - reordered,
    'subscribers, and who missed something': `${subscribers.received.size}, ${report.missed.length}`,
    'errors logged': errors.length,
  });
  expect({ ...report, errors, doubled, split }).toMatchObject({
    pending: 0,
    miscounted: 0,
    breaches: [],
    missed: [],
    errors: [],
    doubled: 0,
    split: 0,
  });
  expect(values.length).toBe(callers.mutations.flatMap(({ aims }) => aims).length);
});
