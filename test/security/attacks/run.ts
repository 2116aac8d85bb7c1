import { setTimeout as pause } from 'node:timers/promises';
import type { Attack } from './attack.ts';
import type { Figures } from './neighbours.ts';
import type { Target } from './target.ts';

export type Outcome = {
  readonly attack: string;
  /** Of the requests to `/health/live` that were sent during the attack, milliseconds. */
  readonly health: { readonly median: number; readonly p99: number; readonly max: number };
  readonly slowestRead: number;
  readonly slowestWrite: number;
  /** The highest resident memory during the attack, above that before it. Bytes. */
  readonly growthBytes: number;
  /** What the clients beside the attack noticed, and whether the gateway ended. */
  readonly problems: readonly string[];
};

const samplingMs = 50;

/** The smallest of the times that `share` of all do not exceed. */
const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.POSITIVE_INFINITY;

/** Lets the neighbours use the gateway. `figures` resolves with what they noticed until `stop`. */
const useGateway = ({ neighbours, url, neighbourKey }: Target, productId: string, healthRequests: number) => {
  const figures = new Promise<Figures>((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`The neighbours ended with ${code}`));
    neighbours.once('exit', onExit);
    neighbours.once('message', (message: Figures) => {
      neighbours.off('exit', onExit);
      resolve(message);
    });
  });
  neighbours.send({ url, key: neighbourKey, productId, healthRequests });
  return { figures, stop: () => void (neighbours.connected && neighbours.send('stop')) };
};

let runs = 0;

/** Runs an attack while other clients use the gateway. Resolves when both have finished. */
export const runAttack = async (target: Target, attack: Attack, healthRequests: number): Promise<Outcome> => {
  runs += 1;
  const before = target.residentBytes();
  let highest = before;
  const sampling = setInterval(() => {
    highest = Math.max(highest, target.residentBytes());
  }, samplingMs);
  const neighbours = useGateway(target, `product-${runs}`, healthRequests);
  // They are at work before the attack begins.
  await pause(300);
  const problems: string[] = [];
  await attack.run(target).catch((error: unknown) => {
    problems.push(`attack: ${error instanceof Error ? error.message : String(error)}`);
  });
  neighbours.stop();
  const figures = await neighbours.figures;
  clearInterval(sampling);
  const end = target.ended();
  if (end !== null) problems.push(`The gateway ended with ${end}`);
  return {
    attack: attack.name,
    health: {
      median: quantile(figures.health, 0.5),
      p99: quantile(figures.health, 0.99),
      max: Math.max(...figures.health),
    },
    slowestRead: Math.max(...figures.reads),
    slowestWrite: Math.max(...figures.writes),
    growthBytes: highest - before,
    problems: [...problems, ...figures.problems],
  };
};
