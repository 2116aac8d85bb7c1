import {
  atOnce,
  type Party,
  startForwarder,
  startGateway,
  startYoga,
  startYogaWithLoader,
} from '../support/parties.ts';
import { type Bench, type Figures, inTurns, medianOf, ratioOf, type Shape } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const figuresOf = (results: ReadonlyMap<Party, readonly Figures[]>, showsBatching: boolean): string =>
  [...results]
    .map(([{ name }, rounds]) => {
      const cpu = `${round(medianOf(rounds, 'cpuMsPerCall'), 2)} ms CPU a call`;
      const gathered = `, ${round(medianOf(rounds, 'itemsPerVendorCall'), 1)} items a vendor call`;
      return `${name} ${round(medianOf(rounds, 'perSecond'))} items/s, ${cpu}${showsBatching ? gathered : ''}`;
    })
    .join('; ');

/** A contest without a mark is reported. */
type Contest = Pick<Line, 'what'> & {
  readonly mark: number | null;
  readonly shape: Shape;
  readonly showsBatching?: boolean;
};

const contest = async (bench: Bench, parties: readonly Party[], about: Contest): Promise<Line> => {
  const [own, peer] = parties;
  const results = await inTurns(bench, parties, about.shape);
  await Promise.all(parties.map((party) => party.stop()));
  const ratio = ratioOf(own && results.get(own), peer && results.get(peer), 'perSecond');
  return {
    what: about.what,
    against: 'graphql-yoga by hand: items a second',
    mark: about.mark === null ? 'reported' : `≥ ${about.mark} ×`,
    ratio: `${round(ratio, 2)} ×`,
    met: about.mark === null ? null : ratio >= about.mark,
    figures: figuresOf(results, about.showsBatching ?? false),
  };
};

/** The vendor's limit binds: who sends item by item gets at most 200 a second through. */
const slowContest = async (bench: Bench, callers: number, mark: number | null): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const starting = { vendor: bench.vendor, connections: 10 };
  const parties = [await startGateway(starting), await startYoga(starting)];
  await bench.vendor.behave({ delayMs: 50, maxCalls: 10 });
  const line = await contest(bench, parties, {
    what: `${round(callers)} callers, one item each; vendor answers in 50 ms and takes 10 calls at a time`,
    mark,
    shape: { callers, itemsPerCall: 1, seconds: 3, rounds: 3 },
    showsBatching: true,
  });
  await bench.vendor.behave(atOnce);
  return line;
};

export const slowVendor = (bench: Bench): Promise<Line> => slowContest(bench, 1000, 20);

/** So few wait for their answers: at 50 ms each they can get at most 4,000 a second. */
export const twoHundredCallers = (bench: Bench): Promise<Line> => slowContest(bench, 200, null);

/** The vendor is no limit: every party, each caller of a peer with a connection of its own to the vendor. */
const atOnceContest = async (bench: Bench, about: Contest): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const starting = { vendor: bench.vendor, connections: about.shape.callers };
  const parties = [
    await startGateway({ ...starting, connections: 8 }),
    await startYoga(starting),
    await startYogaWithLoader(starting),
    await startForwarder(starting),
  ];
  return contest(bench, parties, about);
};

export const manyCallers = (bench: Bench): Promise<Line> =>
  atOnceContest(bench, {
    what: '64 callers, one item each; vendor answers at once',
    mark: 1,
    shape: { callers: 64, itemsPerCall: 1, seconds: 2.5, rounds: 5 },
  });

export const hundredItems = (bench: Bench): Promise<Line> =>
  atOnceContest(bench, {
    what: '16 callers, 100 items a mutation; vendor answers at once',
    mark: 1,
    shape: { callers: 16, itemsPerCall: 100, seconds: 2, rounds: 5 },
  });

export const oneCaller = async (bench: Bench): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const starting = { vendor: bench.vendor, connections: 8 };
  const own = await startGateway(starting);
  const peer = await startYoga(starting);
  const results = await inTurns(bench, [own, peer], {
    callers: 1,
    itemsPerCall: 1,
    seconds: 2,
    rounds: 5,
  });
  await Promise.all([own.stop(), peer.stop()]);
  const ratio = ratioOf(results.get(own), results.get(peer), 'medianMs');
  const figures = [own, peer].map(
    (party) => `${party.name} ${round(medianOf(results.get(party), 'medianMs'), 2)} ms`,
  );
  return {
    what: 'one caller, idle gateway: time to the answer',
    against: 'graphql-yoga by hand: its median',
    mark: '≤ 1.2 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio <= 1.2,
    figures: figures.join('; '),
  };
};
