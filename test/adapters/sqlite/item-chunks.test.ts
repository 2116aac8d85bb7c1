import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeItems, encodeItems, type StoredItem } from '../../../src/adapters/sqlite/rows/item-chunks.ts';
import { acceptedItem } from '../../../src/core/decide/accept.ts';
import { anonymousClient, asOperationId } from '../../../src/domain/ids.ts';
import type { Operation } from '../../../src/domain/operation.ts';
import type { DraftItem } from '../../../src/ports/journal/acceptance.ts';
import { queuedDraft, refusedDraft } from '../../contract/journal/given.ts';
import { atStore, confirmationOf, optionStock, productOf, stockOf } from '../../support/changes.ts';

const operation: Operation = {
  id: asOperationId(7),
  client: anonymousClient,
  kind: 'STOCK_SET',
  idempotencyKey: null,
  retryOf: null,
  createdAt: 1_000,
  completedAt: null,
  sequence: 1,
  itemCount: 300,
  appliedCount: 0,
  failedCount: 0,
  supersededCount: 0,
  canceledCount: 0,
  unknownCount: 0,
};

const itemOf = (draft: DraftItem, index: number): StoredItem =>
  'failure' in draft ? { item: null, named: draft.named } : acceptedItem(operation, index, draft);

const some = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const shared = [optionStock('red', 1)];
const stock = fc
  .tuple(
    some('1', '2', 'a:b'),
    some(0, 1, -5),
    fc.record(
      {
        options: some<readonly ReturnType<typeof optionStock>[]>([], shared, [optionStock('blue', 2)]),
        memo: some(null, '', '"memo"'),
        observedAt: some(null, 0, 5_000),
        soldOut: some(null, true, false),
        ifQuantity: some(0, 5),
        locationId: some(null, atStore('7').locationId),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([id, quantity, more]) => stockOf(id, quantity, more));
const product = fc
  .tuple(some('1', '2'), fc.record({ price: some(1, 2), images: some<string[]>([], ['x']) }))
  .map(([id, more]) => productOf(id, more));
const confirmation = some('1', '2').map((id) => confirmationOf(id));
const accepted = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: stock }, product, confirmation), some('plain', 'with memo'))
  .map(([change, shape]) => queuedDraft(change, shape));
const id = some(null, '', 'p-1', 'a\0b', '\uD800');
const refused = fc
  .record({ productId: id, locationId: id, orderItemId: id })
  .map((named) => refusedDraft('nowhere', named));
const drafts = fc.array(fc.oneof({ weight: 6, arbitrary: accepted }, refused));

describe('stored items', () => {
  it('are read as they were accepted', () => {
    fc.assert(
      fc.property(drafts, some(0, 100), (given, first) => {
        const read = decodeItems(operation, first, encodeItems(given));
        expect(read).toEqual(given.map((draft, at) => itemOf(draft, first + at)));
      }),
      { numRuns: 500 },
    );
  });

  it('store shared values once', () => {
    const given = ['1', '2', '3'].map((id) => queuedDraft(stockOf(id, 4, { options: shared })));
    expect(JSON.parse(encodeItems(given)).slice(1)).toEqual([
      { change: { productId: '2' } },
      { change: { productId: '3' } },
    ]);
  });

  it('are also read from the earlier form, without shared values', () => {
    const given = ['1', '2'].map((id) => queuedDraft(stockOf(id, 4, { memo: id })));
    const whole = given.map((draft) => ({ shape: 'plain', change: 'change' in draft ? draft.change : null }));
    expect(decodeItems(operation, 0, JSON.stringify(whole))).toEqual(given.map(itemOf));
  });
});
