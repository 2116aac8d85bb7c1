import { expect, it } from 'vitest';
import { builtPrograms } from '../support/resource.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { attacks } from './attacks/list.ts';
import { runAttack } from './attacks/run.ts';
import { startTarget } from './attacks/target.ts';

/**
 * The limits are generous, since other tests share the machine. `attacks/measure.ts` prints the figures.
 */
const slowestHealthMs = 10_000;
const healthRequests = 40;
/** The gateway takes the same path for the tenth request as for the hundredth. */
const share = 0.25;
const growthBytes = 400 * 1024 * 1024;

it('each attack of the list, beside a subscriber, a reader and a writer', { timeout: 600_000 }, async ({
  onTestFinished,
}) => {
  const later = (work: () => Promise<void>): void => onTestFinished(work);
  const target = await startTarget(await temporaryDirectory(later), await builtPrograms(), later, share);
  for (const attack of attacks) {
    const { health, growthBytes: growth, problems } = await runAttack(target, attack, healthRequests);
    expect.soft(problems, attack.name).toEqual([]);
    expect.soft(health.p99, `${attack.name}: /health/live`).toBeLessThan(slowestHealthMs);
    expect.soft(growth, `${attack.name}: memory`).toBeLessThan(growthBytes);
    // The rest shows nothing once the gateway has ended.
    if (target.ended() !== null) return;
  }
});
