import { createHash } from 'node:crypto';
import { asChannelId, keyOf } from '../domain/ids.ts';
import type { OperationKind } from '../domain/operation.ts';
import type { DraftItem } from '../ports/journal.ts';

/**
 * The same for the same input: what matters is the change an item asks for, so that a field left out and one that is
 * null or has its default are the same. An item that broke a rule asks for none, and counts as it was written.
 */
export const fingerprintOf = (
  kind: OperationKind,
  items: readonly unknown[],
  judged: readonly DraftItem[],
): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        [kind, judged.map((draft, at) => ('change' in draft ? draft.change : items[at]))],
        (name, value: unknown) =>
          name === 'channel' && typeof value === 'string' ? keyOf(asChannelId(value)) : (value ?? undefined),
      ),
    )
    .digest('base64url');
