import { expect, test } from 'vitest';
import { configured, smaregiAt } from '../support.ts';

const ratesOf = (baseUrl: string, limits: object = {}) => {
  const given = smaregiAt(baseUrl);
  const { settings } = configured({
    ...given,
    limits: { ...given.limits, ratePerSecond: null, ...limits },
  });
  return [settings.limits.ratePerSecond, settings.readRatePerSecond];
};

test("uses the published rates for the vendor's hosts", () => {
  expect(ratesOf('https://api.smaregi.dev/contract/pos')).toEqual([4, 10]);
  expect(ratesOf('https://api.smaregi.jp/contract/pos')).toEqual([20, 50]);
  expect(ratesOf('http://127.0.0.1:4012/contract/pos')).toEqual([null, null]);
});

test('prefers the rates of the settings', () => {
  expect(ratesOf('https://api.smaregi.jp/contract/pos', { ratePerSecond: 2 })).toEqual([2, 50]);
});
