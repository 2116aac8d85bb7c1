import { median } from '../support/median.ts';
import { atOnce, type Party, startGateway, startVendor } from '../support/parties.ts';
import { mutations, post, timeToApply } from '../support/requests.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const skuCount = 300;
const channels = ['global-link', 'second', 'third'];
const rounds = 60;
/** Rounds that do not count. */
const warmUp = 15;

const codes = Array.from({ length: skuCount }, (_, at) => `TEE / ${String(at).padStart(4, '0')}`);
const productOf = (code: string): string => `product-${code.slice(6)}`;

const saveListings = async (gateway: Party): Promise<void> => {
  const items = codes.map((code) => ({
    code,
    listings: channels.map((channel) => ({ channel, productId: productOf(code) })),
  }));
  const query = 'mutation ($input: SaveSkusInput!) { saveSkus(input: $input) { userErrors { message } } }';
  const said = await post(gateway, query, { items });
  if (!said.includes('"userErrors":[]')) throw new Error(`The SKUs were not saved: ${said.slice(0, 500)}`);
};

type Cost = { readonly ms: number; readonly cpuMs: number };

/** The time to an answer in which every item is applied, and the CPU time of the gateway. */
const costOf = async (gateway: Party, mutation: string, items: readonly object[]): Promise<Cost> => {
  const cpuBefore = await gateway.cpuSeconds();
  const ms = await timeToApply(gateway, mutation, { items }, skuCount * channels.length);
  return { ms, cpuMs: ((await gateway.cpuSeconds()) - cpuBefore) * 1000 };
};

/** One SKU on every channel against the same items one by one, in turns on one gateway. */
export const skuStock = async (bench: Bench): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const [second, third] = [await startVendor(), await startVendor()];
  const gateway = await startGateway({ vendor: bench.vendor, connections: 8, more: { second, third } });
  await saveListings(gateway);
  const pairs: [skus: Cost, items: Cost][] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const skus = codes.map((sku) => ({ sku, quantity: turn }));
    const items = codes.flatMap((code) =>
      channels.map((channel) => ({ channel, productId: productOf(code), quantity: turn })),
    );
    const bySku = () => costOf(gateway, mutations.setSkuStock, skus);
    const byItem = () => costOf(gateway, mutations.setStock, items);
    // The one that goes first changes.
    const isFirst = turn % 2 === 0;
    const early = isFirst ? await bySku() : await byItem();
    const late = isFirst ? await byItem() : await bySku();
    if (turn >= warmUp) pairs.push(isFirst ? [early, late] : [late, early]);
  }
  await Promise.all([gateway, second, third].map((child) => child.stop()));
  const ratio = median(pairs.map(([skus, items]) => skus.ms / items.ms));
  const cpuRatio = median(pairs.map(([skus, items]) => skus.cpuMs / items.cpuMs));
  const figuresOf = (of: (pair: (typeof pairs)[number]) => Cost): string =>
    `${round(median(pairs.map((pair) => of(pair).ms)), 1)} ms, ${round(median(pairs.map((pair) => of(pair).cpuMs)), 1)} ms CPU`;
  return {
    what: `setSkuStock of ${skuCount} SKUs on ${channels.length} channels; vendors answer at once`,
    against: `the same ${skuCount * channels.length} items by setStock: time to the answer`,
    mark: '≤ 1.3 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio <= 1.3,
    figures: `setSkuStock ${figuresOf(([skus]) => skus)}; setStock ${figuresOf(([, items]) => items)}; CPU ${round(cpuRatio, 2)} ×`,
  };
};
