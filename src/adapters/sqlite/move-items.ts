import type { OperationId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import { type AcceptedItem, alike, type KnownOperation, type Progress, placeOf } from './known.ts';
import type { Memory } from './memory.ts';

/** Operations of which an item moved, and the items that left their target or came back to its line. */
export type Moved = { readonly operations: readonly OperationId[]; readonly items: readonly AcceptedItem[] };

/**
 * Writes that items go on without coming to an end: those of the given ones that `concerns` still holds for. Of an
 * operation no more is read than that: a start looks at everything that is running.
 */
export const prepareMoveItems = ({ known, targets, progress: rows }: Memory) => {
  /** Gives the item if it has another place now. */
  const move = (
    found: KnownOperation,
    index: number,
    step: (before: Progress) => Progress,
  ): AcceptedItem | null => {
    const before = found.progress[index];
    if (!before) return null;
    const after = step(before);
    found.progress[index] = after;
    const [from, to] = [placeOf(before), placeOf(after)];
    const item = from === to ? null : known.item(found, index);
    if (!item?.item) return null;
    targets.move(item, from, to);
    return item;
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
        const moved = move(found, index, go);
        if (moved) items.push(moved);
      }
      rows.write(found, indexes);
      return [operationId];
    });
    return { operations, items };
  };
};
