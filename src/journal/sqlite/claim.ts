import type { DatabaseSync } from 'node:sqlite';
import type { ItemRef } from '../../domain/operation.ts';
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

  const queued = ({ operationId, index }: ItemRef): AcceptedItem | null => {
    const found = known.get(operationId);
    const item = found?.items[index];
    return item?.item && found?.progress[index]?.state === 'QUEUED' ? item : null;
  };

  return (refs: readonly ItemRef[], draft: RequestDraft): Claim => {
    const overtaken: Ending[] = [];
    const given: AcceptedItem[] = [];
    const firsts = new Set<AcceptedItem>();
    const seen = new Set<string>();
    for (const ref of refs) {
      const accepted = queued(ref);
      if (!accepted) continue;
      given.push(accepted);
      const { target, item } = accepted;
      if (seen.has(target) || targets.isTaken(item.channel, target)) continue;
      seen.add(target);
      const turn = turnOn(item.channel, target);
      overtaken.push(...turn.overtaken);
      if (turn.next) firsts.add(turn.next);
    }
    const taken = given.filter((accepted) => firsts.delete(accepted));
    // Where a change goes first that was not given, perhaps nobody has it in hand: it is offered anew.
    const unblocked = [...firsts].map(({ item }) => item);
    const ended = endItems(overtaken, draft.sentAt);
    const request = taken.length === 0 ? null : openRequest(taken, 1, draft);
    return { request, changes: { ...noChanges, ...ended, unblocked } };
  };
};
