import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endStates,
  type ItemState,
  isPending,
  isTransition,
  pendingStages,
  transitions,
} from '../../src/domain/item.ts';

const states: readonly ItemState[] = [...pendingStages, ...endStates];
const anyState = fc.constantFrom(...states);

describe('the transitions of an item', () => {
  it.each(['APPLIED', 'FAILED', 'SUPERSEDED'] as const)('end with %s', (state) => {
    expect(states.filter((to) => isTransition(state, to))).toEqual([]);
  });

  it('lead from an unknown outcome only to a known one', () => {
    expect(states.filter((to) => isTransition('OUTCOME_UNKNOWN', to))).toEqual(['APPLIED', 'FAILED']);
  });

  it('send only items that wait or are in flight', () => {
    expect(states.filter((from) => isTransition(from, 'SENDING'))).toEqual([
      'QUEUED',
      'RETRYING',
      'AWAITING_CALLBACK',
    ]);
  });

  it('supersede only waiting items', () => {
    expect(states.filter((from) => isTransition(from, 'SUPERSEDED'))).toEqual(['QUEUED', 'RETRYING']);
  });

  it('never end an unsent item as applied', () => {
    const ends = endStates.filter((to) => isTransition('QUEUED', to));
    expect(ends).toEqual(['FAILED', 'SUPERSEDED', 'CANCELED', 'OUTCOME_UNKNOWN']);
  });

  it('lead from every pending state to every end state', () => {
    const reachable = (from: ItemState, seen = new Set<ItemState>()): Set<ItemState> => {
      for (const to of transitions[from]) {
        if (seen.has(to)) continue;
        seen.add(to);
        reachable(to, seen);
      }
      return seen;
    };
    for (const stage of pendingStages)
      expect([...reachable(stage)]).toEqual(expect.arrayContaining([...endStates]));
  });

  it('never lead from an end state to a pending one', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        fc.pre(isTransition(from, to));
        expect(isPending(to) && !isPending(from)).toBe(false);
      }),
    );
  });
});

describe('isPending', () => {
  it('holds for every stage and for no end state', () => {
    expect(states.filter(isPending)).toEqual(pendingStages);
  });
});
