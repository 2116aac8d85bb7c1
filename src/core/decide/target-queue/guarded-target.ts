import { isGuarded } from '../../../domain/changes/guard.ts';
import { isSameItem } from '../../../domain/operation.ts';
import type { AcknowledgedLevel, LoadedItem, Queue } from '../data/state.ts';
import type { OutcomeWrite } from '../data/writes.ts';
import { compareQuantity } from '../guard.ts';
import { createEnd } from '../transitions/outcomes.ts';
import { decideTarget, type TargetDecision } from './free-target.ts';

/** Whether a change that ended in doubt is newer than the level. */
export const isInDoubt = (known: AcknowledgedLevel | null): boolean =>
  known !== null && known.doubtedBy !== null && (known.by ?? 0) < known.doubtedBy;

/**
 * Decides a free target, and compares guarded items with its stored level. Each item that may not be sent ends, and the
 * next one is decided. Only items that the claim may take are compared. The others are compared when they are claimed.
 */
export const decideGuardedTarget = (queue: Queue, mayTake: (item: LoadedItem) => boolean): TargetDecision => {
  let { waiting } = queue;
  const ended: OutcomeWrite[] = [];
  const superseded: OutcomeWrite[] = [];
  const end = createEnd();
  for (;;) {
    const decision = decideTarget(waiting, queue.watermarks);
    superseded.push(...decision.superseded);
    const { next } = decision;
    const outcome =
      next && isGuarded(next.change) && mayTake(next)
        ? compareQuantity({
            change: next.change,
            level: queue.level?.level ?? null,
            isLevelInDoubt: isInDoubt(queue.level),
            guard: 'LAST_ACKNOWLEDGED',
            mayHaveApplied: next.progress.mayHaveApplied,
          })
        : null;
    if (!next || !outcome) return { ...decision, superseded, ended };
    ended.push({ row: next, after: end(next.progress, outcome, next.operation.sequence + 1) });
    const gone = [next, ...decision.superseded.map(({ row }) => row)];
    waiting = waiting.filter(({ item }) => !gone.some((one) => isSameItem(one.item, item)));
  }
};
