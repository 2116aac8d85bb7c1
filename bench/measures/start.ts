import { median } from '../support/median.ts';
import { atOnce, type Party, startGateway, startYoga } from '../support/parties.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const rounds = 5;

/**
 * From the start of the process to the first answer to a mutation: a start with what the one before compiled, as every
 * start is but the first after an install, which is reported beside it.
 */
export const start = async (bench: Bench): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const starting = { vendor: bench.vendor, connections: 8 };
  const timed = async (party: Promise<Party>): Promise<number> => {
    const { startMs, stop } = await party;
    await stop();
    return startMs;
  };
  // Leaves what it compiled.
  await timed(startGateway(starting));
  const times: { readonly own: number; readonly first: number; readonly peer: number }[] = [];
  for (let done = 0; done < rounds; done += 1) {
    times.push({
      own: await timed(startGateway(starting)),
      peer: await timed(startYoga(starting)),
      first: await timed(startGateway({ ...starting, isFirst: true })),
    });
  }
  const middle = (name: keyof (typeof times)[number]): number => median(times.map((time) => time[name]));
  const overPeer = (name: 'own' | 'first'): number => median(times.map((time) => time[name] / time.peer));
  const ratio = overPeer('own');
  return {
    what: 'start to the first answer to a mutation',
    against: 'graphql-yoga by hand',
    mark: '≤ 2 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio <= 2,
    figures: `Onshelf ${round(middle('own'))} ms; with nothing compiled before ${round(middle('first'))} ms, ${round(overPeer('first'), 2)} ×; graphql-yoga by hand ${round(middle('peer'))} ms`,
  };
};
