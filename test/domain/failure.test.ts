import { describe, expect, it } from 'vitest';
import {
  invalidItem,
  itemErrorCodes,
  notFoundCodes,
  outcomeUnknown,
  refusedByVendor,
  unavailableCodes,
  vendorUnavailable,
} from '../../src/domain/failure.ts';

describe('refusedByVendor', () => {
  it.each(notFoundCodes)('treats %s as an unknown target', (code) => {
    expect(refusedByVendor('product 1', { code, message: 'gone' })).toEqual({
      type: 'TargetNotFound',
      code,
      message: `The vendor does not know product 1. It said: ${code}: gone`,
      retryable: false,
      mayHaveApplied: false,
      vendorCode: code,
      vendorMessage: 'gone',
    });
  });

  it('keeps a known code about a row, and uses VENDOR_REJECTED for any other', () => {
    const aboutRequests: readonly string[] = [...unavailableCodes, 'OUTCOME_UNKNOWN'];
    const others: readonly string[] = [...notFoundCodes, ...aboutRequests];
    for (const code of itemErrorCodes.filter((one) => !others.includes(one))) {
      expect(refusedByVendor('it', { code, message: null })).toMatchObject({ type: 'VendorRejected', code });
    }
    for (const code of ['E-17', 'product_not_found', '', null, 'OUTCOME_UNKNOWN', 'RATE_LIMITED']) {
      expect(refusedByVendor('it', { code, message: 'No.' })).toMatchObject({
        type: 'VendorRejected',
        code: 'VENDOR_REJECTED',
        vendorCode: code,
        vendorMessage: 'No.',
      });
    }
  });

  it('states that the vendor gave no reason', () => {
    expect(refusedByVendor('it', { code: null, message: '' }).message).toBe(
      'The vendor refused it. It gave no reason.',
    );
  });
});

describe('the other failures', () => {
  it('state whether to retry, and whether the change may have been applied', () => {
    expect(invalidItem('MEMO_TOO_LONG', ['memo'], 'Too long.')).toMatchObject({
      path: ['memo'],
      retryable: false,
      mayHaveApplied: false,
      message: 'Too long. Nothing was sent for this item.',
    });
    expect(vendorUnavailable('RATE_LIMITED', 'Slow down.', { retryAfter: 3 })).toMatchObject({
      retryable: true,
      mayHaveApplied: false,
      retryAfter: 3,
      vendorCode: null,
    });
    expect(
      vendorUnavailable('VENDOR_UNAVAILABLE', 'Down.', {
        mayHaveApplied: true,
        vendor: { code: '5', message: 'x' },
      }),
    ).toMatchObject({ mayHaveApplied: true, retryAfter: null, vendorCode: '5', vendorMessage: 'x' });
    expect(outcomeUnknown('Lost.')).toMatchObject({
      type: 'OutcomeUnknown',
      message: 'Lost. It may have been applied. Sending the same absolute value again is safe.',
    });
  });
});
