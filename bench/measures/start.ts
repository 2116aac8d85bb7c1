import { median } from '../support/median.ts';
import { atOnce, type Party, startGateway, startYoga } from '../support/parties.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const rounds = 5;

/** From the start of the process to the first answer to a mutation. */
export const start = async (bench: Bench): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const starting = { vendor: bench.vendor, connections: 8 };
  const timed = async (party: Promise<Party>): Promise<number> => {
    const { startMs, stop } = await party;
    await stop();
    return startMs;
  };
  const times: { readonly own: number; readonly peer: number }[] = [];
  for (let done = 0; done < rounds; done += 1) {
    times.push({ own: await timed(startGateway(starting)), peer: await timed(startYoga(starting)) });
  }
  const ratio = median(times.map(({ own, peer }) => own / peer));
  const own = median(times.map((time) => time.own));
  const peer = median(times.map((time) => time.peer));
  return {
    what: 'start to the first answer to a mutation',
    against: 'graphql-yoga by hand',
    mark: '≤ 2 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio <= 2,
    figures: `Onshelf ${round(own)} ms; graphql-yoga by hand ${round(peer)} ms`,
  };
};
