import fc from 'fast-check';
import { getNamedType, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { asChannelId } from '../../../src/domain/ids.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { at, item, stockChange } from '../fixtures.ts';
import { bothWays, fullFake } from './both.ts';
import { type Choose, choosing, definitionsFor, selection, variables } from './documents.ts';

const updateStock = schema.getMutationType()?.getFields()['updateStock'] ?? expect.fail();

const mutation = (choose: Choose): string => {
  const any = selection(choose, getNamedType(updateStock.type), 5);
  const fields = choose(4) === 0 ? `{ ${failing} ... ${any} }` : any;
  const head = ['$input: UpdateStockInput!', ...definitionsFor(fields)].join(', ');
  return `mutation (${head}) { ${choose(2) === 0 ? 'a: ' : ''}updateStock(input: $input) ${fields} }`;
};

const failing = 'levels: results { ... on StockApplied { stock { channel { key } } } }';

/** Its level has a channel that is none of the gateway's: who asks for that gets an error. */
const astray = item(
  7,
  {
    state: 'APPLIED',
    receipt: { kind: 'STOCK_UPDATE', vendorReference: null },
    evidence: 'ACKNOWLEDGED_WRITE',
    at,
  },
  { ...stockChange, channel: asChannelId('brightmall') },
);

const input = { items: [{ channel: 'smaregi', productId: '567', locationId: '8', quantity: 4 }] };

it('whatever is asked of a payload, compiled code answers as the executor does, and nothing is sent twice', {
  timeout: 120_000,
}, async () => {
  const counts = { compiled: 0, ran: 0, walked: 0 };
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), async (stream) => {
      const document = parse(mutation(choosing(stream)));
      fc.pre(validate(schema, document).length === 0);
      const { gateway, submissions, world } = fullFake();
      world.items.push(astray);
      const given = { document, gateway, variables: { ...variables, input } };
      const { answer, expected, compiled, walked, submitted } = await bothWays({ ...given, submissions });
      expect(answer).toBe(expected);
      expect(submitted).toBe(1);
      counts.compiled += compiled;
      counts.ran += compiled - walked === 1 ? 1 : 0;
      counts.walked += compiled === 1 ? walked : 0;
    }),
    { numRuns: 300 },
  );
  expect(counts.compiled).toBeGreaterThan(100);
  expect(counts.ran).toBeGreaterThan(30);
  expect(counts.walked).toBeGreaterThan(10);
});
