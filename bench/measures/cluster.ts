import type { Loaded } from '../processes/load.ts';
import { median } from '../support/median.ts';
import { atOnce, type Party, startGateway } from '../support/parties.ts';
import { startPostgres } from '../support/postgres.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const callersEach = 32;
const delayMs = 100;
const rounds = 4;

/** Items per second that the vendor applied and that were reported to the callers. Each gateway has this many callers. */
const itemsPerSecond = async (
  { vendor, load }: Bench,
  gateways: readonly Party[],
  callers: number,
): Promise<number> => {
  const before = await vendor.applied();
  const done = await Promise.all(
    gateways.map(({ url }) =>
      load.ask<Loaded>('load', { url, callers, itemsPerCall: 1, seconds: 2.5, maxCalls: 100_000 }),
    ),
  );
  const applied = (await vendor.applied()) - before;
  const reported = done.reduce((sum, one) => sum + one.applied, 0);
  return Math.min(reported, applied) / Math.max(...done.map(({ seconds }) => seconds));
};

/** Each in its turn, round after round; the first round warms up. Gives the median of the ratios, and both medians. */
const compared = async (
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<{ readonly ratio: number; readonly figures: readonly [number, number] }> => {
  const pairs: [number, number][] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    const pair: [number, number] = [await one(), await other()];
    if (turn > 0) pairs.push(pair);
  }
  return {
    ratio: median(pairs.map(([first, second]) => first / second)),
    figures: [median(pairs.map(([first]) => first)), median(pairs.map(([, second]) => second))],
  };
};

/**
 * Two gateways on one PostgreSQL: against one of them, where what binds is how long the vendor takes and it has room for
 * more; and against one gateway with a journal of its own, where the machine binds.
 */
export const twoGateways = async (bench: Bench): Promise<readonly Line[]> => {
  await bench.vendor.behave(atOnce);
  const postgres = await startPostgres();
  const starting = { vendor: bench.vendor, connections: 16 };
  const shared = { ...starting, databaseUrl: postgres.url };
  const gateways = [await startGateway(shared), await startGateway(shared)];
  const own = await startGateway(starting);

  const together = () => itemsPerSecond(bench, gateways, callersEach);
  await bench.vendor.behave({ delayMs, maxCalls: null });
  const slow = await compared(together, () => itemsPerSecond(bench, gateways.slice(0, 1), callersEach));
  await bench.vendor.behave(atOnce);
  const atOnceToo = await compared(together, () => itemsPerSecond(bench, [own], 2 * callersEach));
  await Promise.all([...gateways, own].map((gateway) => gateway.stop()));
  await postgres.stop();
  return [
    {
      what: `two gateways on one PostgreSQL, ${callersEach} callers each; vendor answers in ${delayMs} ms`,
      against: `one of them, ${callersEach} callers: items a second`,
      mark: '≥ 1.5 ×',
      ratio: `${round(slow.ratio, 2)} ×`,
      met: slow.ratio >= 1.5,
      figures: `two ${round(slow.figures[0])} items/s; one ${round(slow.figures[1])} items/s`,
    },
    {
      what: `two gateways and their PostgreSQL on this one machine, ${callersEach} callers each; vendor answers at once`,
      against: `one gateway with its embedded journal, ${2 * callersEach} callers: items a second`,
      mark: 'reported',
      ratio: `${round(atOnceToo.ratio, 2)} ×`,
      met: null,
      figures: `two ${round(atOnceToo.figures[0])} items/s; one ${round(atOnceToo.figures[1])} items/s`,
    },
  ];
};
