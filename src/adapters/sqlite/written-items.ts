import { type Change, targetOf } from '../../domain/change.ts';
import type { Operation } from '../../domain/operation.ts';
import type { DraftItem } from '../../ports/acceptance.ts';
import { parsed } from '../journal/rows.ts';
import { acceptedItem, type KnownItem } from './known.ts';

type Accepted = Extract<DraftItem, { change: Change }>;
type Whole = Pick<Accepted, 'shape' | 'change'>;
type Fields = { readonly [name: string]: unknown };

/**
 * An item as its block holds it. The client and the kind are the operation's, and the channel and the target those of
 * the change. What an accepted item shares with the one accepted before it in the block is left out: items of one
 * mutation differ in little, and what is written has to be brought to the disk.
 */
type Written = Whole | { readonly shape?: string; readonly change: Fields } | { readonly channel: string };

const isWhole = (written: Exclude<Written, { channel: string }>): written is Whole =>
  'kind' in written.change;

/** Changes of one kind have the same fields. */
const differing = (before: Whole, { shape, change }: Whole): Written => {
  if (before.change.kind !== change.kind) return { shape, change };
  const [earlier, fields]: [Fields, Fields] = [before.change, change];
  const others: Record<string, unknown> = {};
  for (const name in fields) if (fields[name] !== earlier[name]) others[name] = fields[name];
  return shape === before.shape ? { change: others } : { shape, change: others };
};

/** An item that was accepted or refused. */
type Writable = Whole | { readonly channel: string };

/** A block of items as JSON. */
export const writeItems = (drafts: readonly Writable[]): string => {
  let before: Whole | null = null;
  const written: Written[] = [];
  for (const draft of drafts) {
    if (!('change' in draft)) {
      written.push({ channel: draft.channel });
      continue;
    }
    const { shape, change } = draft;
    written.push(before ? differing(before, draft) : { shape, change });
    before = draft;
  }
  return JSON.stringify(written);
};

/** The items of a block of an operation, whose first has the index `first`. */
export const readItems = (operation: Operation, first: number, json: string): readonly KnownItem[] => {
  let before: Whole | null = null;
  const wholeOf = (written: Exclude<Written, { channel: string }>): Whole => {
    if (isWhole(written)) return written;
    if (!before) throw new Error(`Operation ${operation.id} has no item before item ${first}`);
    const { shape = before.shape, change } = written;
    return { shape, change: { ...before.change, ...change } };
  };
  return parsed<readonly Written[]>(json).map((written, at): KnownItem => {
    if (!('change' in written)) return { item: null, channel: written.channel };
    before = wholeOf(written);
    return acceptedItem(operation, first + at, { ...before, target: targetOf(before.change) });
  });
};
