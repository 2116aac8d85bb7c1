import type { DatabaseSync } from 'node:sqlite';
import type { TargetKey } from '../../domain/ids.ts';
import type { Retry } from '../../domain/item.ts';
import { type ItemRef, isSameItem, type QueuedItem } from '../../domain/operation.ts';
import type { Watermarks } from '../../domain/watermark.ts';
import { type Claim, noChanges } from '../../ports/journal.ts';
import type { RequestDraft } from '../../ports/requests.ts';
import type { Ending } from '../journal/endings.ts';
import { prepareEndItems } from './end-items.ts';
import { type AcceptedItem, placeOf } from './known.ts';
import type { Memory } from './memory.ts';
import { prepareOpenRequest } from './open-request.ts';
import { prepareTurns } from './turns.ts';

export const prepareClaim = (db: DatabaseSync, memory: Memory) => {
  const openRequest = prepareOpenRequest(db, memory);
  const endItems = prepareEndItems(memory);
  const turnOn = prepareTurns(db, memory);
  const { known, targets } = memory;

  const retryOf = ({ item: { operationId, index } }: AcceptedItem): Retry | undefined =>
    known.get(operationId)?.progress[index]?.retry;

  return (refs: readonly ItemRef[], draft: RequestDraft): Claim => {
    const superseded: Ending[] = [];
    const taken: AcceptedItem[] = [];
    const kept = new Map<AcceptedItem, Watermarks>();
    const unblocked: QueuedItem[] = [];
    const seen = new Set<TargetKey>();
    known.each(refs, (found, { index }) => {
      const progress = found?.progress[index];
      if (!found || !progress || placeOf(progress) !== 'queued') return;
      const own = known.item(found, index);
      if (!own.item || targets.isTaken(own.item.channel, own.target)) return;
      if (seen.size === seen.add(own.target).size) return;
      const turn = turnOn(own);
      superseded.push(...turn.superseded);
      const { next } = turn;
      if (!next) return;
      if (turn.kept.length > 0) kept.set(next, turn.kept);
      // The first change of a target may be missing from the given items and from every lane, so it is offered again.
      const isGiven = next === own || refs.some((ref) => isSameItem(ref, next.item));
      if (isGiven) taken.push(next);
      // A retrying item is offered when its pause is over.
      else if (!retryOf(next)) unblocked.push(next.item);
    });
    const ended = endItems(superseded, draft.sentAt);
    const attempt = 1 + Math.max(0, ...taken.map((item) => retryOf(item)?.tries ?? 0));
    const request = taken.length === 0 ? null : openRequest(taken, attempt, draft, kept);
    return { request, changes: { ...noChanges, ...ended, unblocked } };
  };
};
