import { describe, expect, it } from 'vitest';
import { createRandom, runProgram } from './program.ts';

const soak = Number(process.env['ONSHELF_SOAK'] ?? 0);
const seed = Number(process.env['ONSHELF_SEED'] ?? (soak > 0 ? Date.now() % 1_000_000_000 : 20_261_130));
const programs = soak > 0 ? Math.ceil(200_000 * soak) : 1_000;
const length = 60;

describe('the decisions, on a store in memory', () => {
  it(`keep their guarantees in every order of commands (seed ${seed})`, { timeout: 600_000 }, () => {
    const random = createRandom(seed);
    const startedAt = performance.now();
    let steps = 0;
    const done = { canceled: 0, retried: 0, outdated: 0 };
    let listings = 0;
    let checked = 0;
    for (let program = 0; program < programs; program += 1) {
      const own = random.below(2 ** 31);
      const result = runProgram(own, length);
      steps += result.steps;
      for (const what of ['canceled', 'retried', 'outdated'] as const) done[what] += result[what];
      listings += result.listings;
      checked += result.checked;
      expect(result.breaches, `program ${program}: runProgram(${own}, ${length})`).toEqual([]);
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    process.stdout.write(
      `Decisions in memory: ${programs} programs, ${steps} steps, ${Math.round(steps / seconds)} steps a second\n`,
    );
    expect(steps).toBe(programs * length);
    for (const count of Object.values(done)) expect(count).toBeGreaterThan(programs / 10);
    // Listings of options were applied, and values were compared at the end.
    expect(listings).toBeGreaterThan(programs / 50);
    expect(checked).toBeGreaterThan(programs / 50);
  });
});
