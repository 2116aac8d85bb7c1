import type { Throttle } from '../../ports/throttle.ts';
import type { RetryBudget } from './retry-budget.ts';

/**
 * Runs tasks as the throttle does, each at the cost of one try. A task that has a slot while no try is left gives the
 * slot back at once and asks again later: a try counts from the moment it is made, however long the wait for a slot was.
 */
export const withBudget = (throttle: Pick<Throttle, 'run'>, budget: RetryBudget): Pick<Throttle, 'run'> => {
  const run = (task: () => Promise<void>, urgent = false): void =>
    throttle.run(async () => {
      const done = budget.take();
      if (done) await task().finally(done);
      else budget.whenRefilled(() => run(task, urgent));
    }, urgent);
  return { run };
};
