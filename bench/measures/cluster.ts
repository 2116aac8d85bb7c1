import type { Loaded } from '../processes/load.ts';
import { median } from '../support/median.ts';
import { atOnce, type Party, startGateway } from '../support/parties.ts';
import { startPostgres } from '../support/postgres.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const callers = 32;
const delayMs = 100;
const rounds = 5;

/** Items a second that the vendor applied and the callers were told of; the callers come to each gateway. */
const itemsPerSecond = async ({ vendor, load }: Bench, gateways: readonly Party[]): Promise<number> => {
  const before = await vendor.applied();
  const done = await Promise.all(
    gateways.map(({ url }) =>
      load.ask<Loaded>('load', { url, callers, itemsPerCall: 1, seconds: 3, maxCalls: 100_000 }),
    ),
  );
  const applied = (await vendor.applied()) - before;
  const told = done.reduce((sum, one) => sum + one.applied, 0);
  return Math.min(told, applied) / Math.max(...done.map(({ seconds }) => seconds));
};

/** One gateway on a PostgreSQL, and two on the same: what binds is how long the vendor takes, and it takes more calls. */
export const twoGateways = async (bench: Bench): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const postgres = await startPostgres();
  const starting = { vendor: bench.vendor, connections: 16, databaseUrl: postgres.url };
  const gateways = [await startGateway(starting), await startGateway(starting)];
  await bench.vendor.behave({ delayMs, maxCalls: null });
  const one: number[] = [];
  const two: number[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    const alone = await itemsPerSecond(bench, gateways.slice(turn % 2, (turn % 2) + 1));
    const together = await itemsPerSecond(bench, gateways);
    // The first round warms up.
    if (turn === 0) continue;
    one.push(alone);
    two.push(together);
  }
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await bench.vendor.behave(atOnce);
  await postgres.stop();
  const ratio = median(two.map((figure, turn) => figure / (one[turn] ?? Number.NaN)));
  return {
    what: `two gateways on one PostgreSQL, ${callers} callers each; vendor answers in ${delayMs} ms`,
    against: `one of them, ${callers} callers: items a second`,
    mark: '≥ 1.5 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio >= 1.5,
    figures: `two ${round(median(two))} items/s; one ${round(median(one))} items/s`,
  };
};
