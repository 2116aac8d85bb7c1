import { randomInt } from 'node:crypto';

const soak = Number(process.env['ONSHELF_SOAK'] ?? 0);
const seed = process.env['ONSHELF_SEED'];

/** What a run is asked to do again; see docs/explanation/reliability.md. */
export const replayPath = process.env['ONSHELF_PATH'];
export const isSoak = soak > 0;
export const isReplay = seed !== undefined;

/** How much of something a run does: in the quick set, and in a soak of `ONSHELF_SOAK` times the usual length. */
export const amount = (quick: number, long: number): number => (isSoak ? Math.ceil(long * soak) : quick);

/** The quick set does the same every time; a soak does something new, and says what. */
export const seedOf = (quick: number): number => {
  if (seed !== undefined) return Number(seed);
  return isSoak ? randomInt(2 ** 31) : quick;
};

/** Time for a test: what one round of it may take, times the rounds, on a machine that others load. */
export const timeFor = (rounds: number, msEach: number): number => 120_000 + rounds * msEach * 3;

/** Says what was done, past the reporter of the test runner: the figures are half of the point. */
export const tell = (title: string, figures: Readonly<Record<string, number | string>>): void => {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  const lines = Object.entries(figures).map(([name, figure]) => `  ${name.padEnd(width)}  ${figure}`);
  process.stdout.write(`${[title, ...lines].join('\n')}\n`);
};
