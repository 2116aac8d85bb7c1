import { CatalogueSync, LevelsOf } from '../e2e/documents.ts';
import { until } from './client.ts';
import { run } from './graphql.ts';
import type { SmaregiSandbox } from './sandbox/index.ts';

/** When a gateway last finished a poll of Smaregi's lists. Not a number if it has not. */
export const syncedAt = async (url: string): Promise<number> =>
  Date.parse((await run(url, CatalogueSync, { channel: 'smaregi' })).channel?.health.catalogSyncedAt ?? '');

/**
 * Waits until one of the gateways finds drift, and returns its URL. After its start, a gateway accepts every difference
 * until `DRIFT_AFTER_MS` after its first poll.
 */
export const listening = async (urls: readonly string[], driftAfterMs: number): Promise<string> => {
  const first = new Map<string, number>();
  const look = async (): Promise<string | null> => {
    for (const url of urls) {
      const at = await syncedAt(url);
      if (Number.isNaN(at)) continue;
      if (!first.has(url)) first.set(url, at);
      if (at > (first.get(url) ?? at) + 2 * driftAfterMs) return url;
    }
    return null;
  };
  return (await until(look, (url) => url !== null)) ?? '';
};

const store = '8';
let marks = 1_000;

/**
 * Waits until all events that Smaregi posted have been processed. They are processed in order, so two marks follow them:
 * an earlier event of the product `marker` may read the first one. A mark that a poll reads first shows nothing.
 */
export const eventsProcessed = async (
  url: string,
  { edits }: Pick<SmaregiSandbox, 'edits'>,
  marker = '568',
): Promise<void> => {
  for (let processed = 0; processed < 2; ) {
    marks += 1;
    const mark = marks;
    edits.setStock(marker, store, mark);
    const found = await until(
      async () => (await run(url, LevelsOf, { productIds: [marker] })).stockLevels.nodes,
      (levels) => levels.some(({ locationId, quantity }) => locationId === store && quantity === mark),
    );
    if (found.some(({ quantity, source }) => quantity === mark && source === 'VENDOR_EVENT')) processed += 1;
  }
};
