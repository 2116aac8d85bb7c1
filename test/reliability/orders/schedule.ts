import type { Random } from './random.ts';

/** One run of a gateway: what it began ends with it. */
export type Life = { readonly name: string };

type Step = {
  readonly life: Life;
  readonly name: string;
  /** Resolves when the step is done and the code that parked it knows the result. */
  readonly go: (isHeard: boolean) => Promise<void>;
};

export type Schedule = {
  /** Makes `work` wait for its turn, and returns its result. */
  park<Result>(life: Life, name: string, work: () => Promise<Result> | Result): Promise<Result>;
  /** Like `park`, for work that the returned function can cancel. */
  later(life: Life, name: string, work: () => void): () => void;
  /** Runs some of the waiting steps at the same time. */
  run(atOnce: number): Promise<void>;
  /** Steps that wait when their gateway is killed end with it. Some of them still run, without a result. */
  end(life: Life): Promise<void>;
  readonly size: number;
  /** The steps that ran and the notes about them, in order. */
  readonly done: readonly string[];
  tell(what: string): void;
};

/** Running work continues, without outside input, until it waits for its next turn. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Every step waits here for its turn, which a random choice decides. */
export const createSchedule = (random: Random): Schedule => {
  let steps: readonly Step[] = [];
  const done: string[] = [];

  const add = (step: Step): (() => void) => {
    steps = [...steps, step];
    return () => {
      steps = steps.filter((one) => one !== step);
    };
  };
  const go = (some: readonly Step[], isHeard: boolean) => {
    done.push(some.map(({ name }) => (isHeard ? name : `${name}, unheard`)).join(' | '));
    return Promise.all(some.map((step) => step.go(isHeard)));
  };

  return {
    get size() {
      return steps.length;
    },
    done,
    tell: (what) => void done.push(what),
    park: (life, name, work) =>
      new Promise((resolve, reject) => {
        const go = async (isHeard: boolean): Promise<void> => {
          try {
            const result = await work();
            if (isHeard) resolve(result);
          } catch (error) {
            reject(error);
          }
        };
        add({ life, name, go });
      }),
    later: (life, name, work) => add({ life, name, go: async () => work() }),
    run: async (atOnce) => {
      const some = steps.length > 0 ? random.someOf(steps, atOnce) : [];
      steps = steps.filter((one) => !some.includes(one));
      await go(some, true);
      await settled();
    },
    end: async (life) => {
      const own = steps.filter((one) => one.life === life);
      steps = steps.filter((one) => one.life !== life);
      await go(
        own.filter(() => random.chance(0.3)),
        false,
      );
      await settled();
    },
  };
};
