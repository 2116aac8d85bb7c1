import { deepStrictEqual } from 'node:assert/strict';
import { atOnce, startGateway, startYoga } from '../support/parties.ts';
import { newDirectory } from '../support/place.ts';
import { listBody } from '../support/requests.ts';
import { type Bench, inTurns, medianOf, ratioOf } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const products = 100;
const optionsPerProduct = 4;

const image = (name: string): string => `https://shop.example/images/${name}.jpg`;

const productOf = (_: unknown, index: number) => ({
  channel: 'global-link',
  productId: `product-${String(index).padStart(3, '0')}`,
  name: `Product ${index}`,
  brand: 'Onshelf',
  mainImage: image(`${index}`),
  images: [image(`${index}-a`), image(`${index}-b`)],
  detailImages: [image(`${index}-c`)],
  price: 10_000 + index,
  domesticShippingFee: 3000,
  stockQuantity: 100,
  sourceUrl: `https://shop.example/products/${index}`,
  optionGroups: [
    {
      names: [{ groupOptionId: 1, name: 'Size' }],
      options: Array.from({ length: optionsPerProduct }, (_none, option) => ({
        optionId: `option-${index}-${option}`,
        names: [{ groupOptionId: 1, name: `Size ${option}` }],
        price: 10_000,
        stockQuantity: 25,
        order: option,
      })),
    },
  ],
});

const query = `mutation Fill($input: ReplaceProductsInput!) {
  replaceProducts(input: $input) { results { status } userErrors { message } }
}`;

/** A hundred products, through the gateway itself. */
export const fillProducts = async (url: string): Promise<void> => {
  const items = Array.from({ length: products }, productOf);
  const body = JSON.stringify({ query, variables: { input: { items, waitMs: 30_000 } } });
  const headers = { 'content-type': 'application/json' };
  const said = await (await fetch(url, { method: 'POST', headers, body })).text();
  const applied = said.split('"APPLIED"').length - 1;
  if (applied !== products) throw new Error(`Only ${applied} products: ${said.slice(0, 500)}`);
};

const nodesOf = async (url: string): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await (await fetch(url, { method: 'POST', headers, body: listBody })).text();
  const nodes: unknown = JSON.parse(answer).data?.products?.nodes;
  if (!Array.isArray(nodes) || nodes.length !== products) throw new Error(answer.slice(0, 500));
  return nodes;
};

/** The same hundred rows, read by the gateway that wrote them and by the peer out of the same file. */
export const listOfProducts = async (bench: Bench): Promise<Line> => {
  await bench.vendor.behave(atOnce);
  const starting = { vendor: bench.vendor, connections: 8 };
  const directory = newDirectory();
  const own = await startGateway(starting, directory);
  await fillProducts(own.url);
  const peer = await startYoga(starting, directory);
  deepStrictEqual(await nodesOf(peer.url), await nodesOf(own.url));
  const results = await inTurns(bench, [own, peer], {
    callers: 8,
    itemsPerCall: 1,
    seconds: 2,
    rounds: 5,
    body: listBody,
  });
  await Promise.all([own.stop(), peer.stop()]);
  const ratio = ratioOf(results.get(own), results.get(peer), 'perSecond');
  const figures = [own, peer].map(
    (party) => `${party.name} ${round(medianOf(results.get(party), 'perSecond'))} lists/s`,
  );
  return {
    what: 'list of 100 products with options and stock',
    against: 'graphql-yoga by hand, reading the same rows: lists a second',
    mark: '≥ 1 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio >= 1,
    figures: figures.join('; '),
  };
};
