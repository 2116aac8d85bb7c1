import { startChild } from '../support/child.ts';
import { atOnce, startGateway } from '../support/parties.ts';
import { newDirectory } from '../support/place.ts';
import { type Bench, inTurns, medianOf, ratioOf } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const many = 1_000_000;
const few = 1_000;

const filled = async (items: number): Promise<string> => {
  const directory = newDirectory();
  const child = startChild('bench/processes/fill.ts');
  await child.ask('fill', { directory, items });
  await child.stop();
  return directory;
};

/** Whether a journal that holds much is slower than one that holds little. */
export const fullJournal = async (bench: Bench): Promise<readonly Line[]> => {
  await bench.vendor.behave(atOnce);
  const starting = { vendor: bench.vendor, connections: 8 };
  const full = await startGateway(starting, await filled(many));
  const empty = await startGateway(starting, await filled(few));
  const lines: Line[] = [];
  for (const { callers, itemsPerCall } of [
    { callers: 64, itemsPerCall: 1 },
    { callers: 16, itemsPerCall: 100 },
  ]) {
    const results = await inTurns(bench, [full, empty], { callers, itemsPerCall, seconds: 2, rounds: 5 });
    const ratio = ratioOf(results.get(full), results.get(empty), 'perSecond');
    const [withMany, withFew] = [full, empty].map((party) =>
      round(medianOf(results.get(party), 'perSecond')),
    );
    lines.push({
      what: `items a second with ${round(many)} items in the journal; ${callers} callers, ${itemsPerCall} a mutation`,
      against: `with ${round(few)}`,
      mark: '≥ 0.9 ×',
      ratio: `${round(ratio, 2)} ×`,
      met: ratio >= 0.9,
      figures: `${withMany} items/s; ${withFew} items/s`,
    });
  }
  await Promise.all([full.stop(), empty.stop()]);
  return lines;
};
