import type { DatabaseSync } from 'node:sqlite';
import type { TargetKey } from '../../domain/ids.ts';
import { type ItemRef, isSameItem, type QueuedItem } from '../../domain/operation.ts';
import { type Claim, noChanges } from '../../ports/journal.ts';
import type { RequestDraft } from '../../ports/requests.ts';
import type { Ending } from '../endings.ts';
import { prepareEndItems } from './end-items.ts';
import type { AcceptedItem } from './known.ts';
import type { Memory } from './memory.ts';
import { prepareOpenRequest } from './open-request.ts';
import { prepareTurns } from './turns.ts';

export const prepareClaim = (db: DatabaseSync, memory: Memory) => {
  const openRequest = prepareOpenRequest(db, memory);
  const endItems = prepareEndItems(memory);
  const turnOn = prepareTurns(db, memory);
  const { known, targets } = memory;

  return (refs: readonly ItemRef[], draft: RequestDraft): Claim => {
    const overtaken: Ending[] = [];
    const taken: AcceptedItem[] = [];
    const unblocked: QueuedItem[] = [];
    const seen = new Set<TargetKey>();
    known.each(refs, (found, { index }) => {
      if (found?.progress[index]?.state !== 'QUEUED') return;
      const own = known.item(found, index);
      if (!own.item || targets.isTaken(own.item.channel, own.target)) return;
      if (seen.size === seen.add(own.target).size) return;
      const turn = turnOn(own);
      overtaken.push(...turn.overtaken);
      const { next } = turn;
      if (!next) return;
      // Where a change goes first that was not given, perhaps nobody has it in hand: it is offered anew.
      const isGiven = next === own || refs.some((ref) => isSameItem(ref, next.item));
      if (isGiven) taken.push(next);
      else unblocked.push(next.item);
    });
    const ended = endItems(overtaken, draft.sentAt);
    const request = taken.length === 0 ? null : openRequest(taken, 1, draft);
    return { request, changes: { ...noChanges, ...ended, unblocked } };
  };
};
