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

describe('the moves of an item', () => {
  it.each(['APPLIED', 'FAILED', 'SUPERSEDED'] as const)('end with %s', (state) => {
    expect(states.filter((to) => isTransition(state, to))).toEqual([]);
  });

  it('lead from an unknown outcome to what is known only', () => {
    expect(states.filter((to) => isTransition('OUTCOME_UNKNOWN', to))).toEqual(['APPLIED', 'FAILED']);
  });

  it('send nothing that is not in the queue or in flight', () => {
    expect(states.filter((from) => isTransition(from, 'SENDING'))).toEqual([
      'QUEUED',
      'RETRYING',
      'AWAITING_CALLBACK',
    ]);
  });

  it('supersede only what is in line', () => {
    expect(states.filter((from) => isTransition(from, 'SUPERSEDED'))).toEqual(['QUEUED', 'RETRYING']);
  });

  it('end nothing that was not sent, but by superseding it', () => {
    const ends = endStates.filter((to) => isTransition('QUEUED', to));
    expect(ends).toEqual(['SUPERSEDED']);
  });

  it('lead from every pending state to every kind of end', () => {
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

  it('never lead back from an end to what is pending', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        fc.pre(isTransition(from, to));
        expect(isPending(to) && !isPending(from)).toBe(false);
      }),
    );
  });
});

describe('isPending', () => {
  it('holds for the stages and for no end', () => {
    expect(states.filter(isPending)).toEqual(pendingStages);
  });
});
