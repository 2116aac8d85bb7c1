import { targetOf } from '../../domain/changes/change.ts';
import type { InvalidItem } from '../../domain/failure.ts';
import { itemTargetOf } from '../../domain/item.ts';
import { stockKeysOf } from '../../domain/stock.ts';
import type { DraftItem } from '../../ports/journal/acceptance.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { Channels } from '../channels/channels.ts';
import { overflowOf } from './items/adjustment-change.ts';

export type OverflowDeps = {
  readonly channels: Pick<Channels, 'get'>;
  readonly journal: Pick<Journal, 'stockLevels' | 'pendingTargets'>;
};

/**
 * Fails adjustments that would lead out of the range of the vendor, as far as the gateway knows the quantity. A target
 * with an unfinished change is not checked, because its quantity is about to change. Items of other kinds read nothing.
 */
export const createRefuseOverflow =
  ({ channels, journal }: OverflowDeps) =>
  async (items: readonly DraftItem[]): Promise<readonly DraftItem[]> => {
    const changes = items.flatMap((item) =>
      'change' in item && item.change.kind === 'STOCK_ADJUSTMENT' ? [item.change] : [],
    );
    if (changes.length === 0) return items;
    const [levels, pending] = await Promise.all([
      journal.stockLevels(changes.flatMap(stockKeysOf)),
      journal.pendingTargets(
        changes.map((change) => ({ channel: change.channel, target: targetOf(change) })),
      ),
    ]);
    const failures = new Map<unknown, InvalidItem>();
    for (const [at, change] of changes.entries()) {
      const rules = channels.get(change.channel)?.writers.STOCK_ADJUSTMENT?.rules;
      const level = pending[at] ? null : (levels[at] ?? null);
      const failure = rules ? overflowOf(change, level, rules.quantity) : null;
      if (failure) failures.set(change, failure);
    }
    return items.map((item) => {
      const failure = 'change' in item ? failures.get(item.change) : undefined;
      return failure && 'change' in item ? { named: itemTargetOf(item.change), failure } : item;
    });
  };
