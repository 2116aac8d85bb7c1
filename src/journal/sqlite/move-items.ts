import type { OperationId } from '../../domain/ids.ts';
import { isPending } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import { type AcceptedItem, alike, isInFlight, type KnownOperation, type Progress } from './known.ts';
import type { Memory } from './memory.ts';
import type { Place } from './targets.ts';

const placeOf = (progress: Progress): Place => {
  if (!isPending(progress.state)) return null;
  return isInFlight(progress) ? 'in flight' : 'queued';
};

/** Operations of which an item moved, and those items. */
export type Moved = { readonly operations: readonly OperationId[]; readonly items: readonly AcceptedItem[] };

/** Writes that items go on without coming to an end: those of the given ones that `concerns` still holds for. */
export const prepareMoveItems = ({ known, targets, progress: rows }: Memory) => {
  const moveItem = (
    found: KnownOperation,
    index: number,
    before: Progress,
    after: Progress,
  ): readonly AcceptedItem[] => {
    found.progress[index] = after;
    const item = found.items[index];
    if (!item?.item) return [];
    if (placeOf(before) !== placeOf(after)) targets.move(item, placeOf(before), placeOf(after));
    return [item];
  };

  return (
    refs: readonly ItemRef[],
    concerns: (progress: Progress) => boolean,
    step: (before: Progress) => Progress,
    /** Whether those who watch are to hear of it: then the operation's sequence rises. */
    told: boolean,
  ): Moved => {
    const items: AcceptedItem[] = [];
    const operations = [...Map.groupBy(refs, (ref) => ref.operationId)].flatMap(([operationId, group]) => {
      const found = known.get(operationId);
      const indexes = group.flatMap(({ index }) => {
        const progress = found?.progress[index];
        return progress && concerns(progress) ? [index] : [];
      });
      if (!found || indexes.length === 0) return [];
      known.change(found);
      const sequence = found.operation.sequence + 1;
      if (told) found.operation = { ...found.operation, sequence };
      const go = alike((before) => (told ? { ...step(before), sequence } : step(before)));
      for (const index of indexes) {
        const before = found.progress[index];
        if (before) items.push(...moveItem(found, index, before, go(before)));
      }
      rows.write(found, indexes);
      return [operationId];
    });
    return { operations, items };
  };
};
