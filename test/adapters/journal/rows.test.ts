import { expect, it } from 'vitest';
import { productOfRow } from '../../../src/adapters/journal-rows.ts';
import { productOf } from '../../../src/domain/product.ts';
import { productOf as productChange } from '../../support/changes.ts';

it('reads a product that an earlier version stored', () => {
  const { kind: _kind, ...fields } = productChange('1');
  const stored = JSON.stringify({ ...fields, observedAt: 7 });
  expect(productOfRow({ product: stored })).toEqual(productOf(productChange('1'), 7));
});
