import { randomInt } from 'node:crypto';

const soak = Number(process.env['ONSHELF_SOAK'] ?? 0);
const seed = process.env['ONSHELF_SEED'];

/** The options of a run; see docs/explanation/reliability.md. */
export const replayPath = process.env['ONSHELF_PATH'];
export const isSoak = soak > 0;
export const isReplay = seed !== undefined;

/** The number of repetitions: for the quick set, and for a soak of `ONSHELF_SOAK` times the usual length. */
export const amount = (quick: number, long: number): number => (isSoak ? Math.ceil(long * soak) : quick);

/** The quick set is the same every time. A soak uses a new seed and prints it. */
export const seedOf = (quick: number): number => {
  if (seed !== undefined) return Number(seed);
  return isSoak ? randomInt(2 ** 31) : quick;
};

/** The timeout of a test: the time of one round, times the rounds, on a busy machine. */
export const timeFor = (rounds: number, msEach: number): number => 120_000 + rounds * msEach * 3;

/** Prints the figures of a run, past the reporter of the test runner. */
export const tell = (title: string, figures: Readonly<Record<string, number | string>>): void => {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  const lines = Object.entries(figures).map(([name, figure]) => `  ${name.padEnd(width)}  ${figure}`);
  process.stdout.write(`${[title, ...lines].join('\n')}\n`);
};
