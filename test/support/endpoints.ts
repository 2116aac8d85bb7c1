import { setTimeout } from 'node:timers/promises';
import type { AnswerFragment } from '../e2e/generated/graphql.ts';
import { startVendors, type TestApp } from './app.ts';
import { catalogueRead, confirmInventory, type Manner, replaceProducts, setStock } from './client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from './items.ts';
import type { Sandbox } from './sandbox/index.ts';
import type { Settings } from './settings.ts';
import type { OnFinished } from './temporary-directory.ts';

type Control = TestApp['sandbox']['globalLink' | 'brightmall' | 'smaregi']['control'];

/** One call of a vendor, driven by mutations that set one target of it to a number. */
export type Endpoint = {
  readonly name: 'stock-updates' | 'product' | 'inventory/confirm' | 'stock/bulk' | 'token';
  /** The name of a successful request in the delivery log. */
  readonly done: 'ANSWERED' | 'CALLED_BACK';
  set(app: TestApp, value: number, manner?: Manner): Promise<AnswerFragment>;
  controlOf(app: TestApp): Control;
  /** The numbers that the vendor has accepted, oldest first. */
  heldBy(app: TestApp): readonly number[];
};

const numbersAt =
  (controlOf: Endpoint['controlOf'], field: string) =>
  (app: TestApp): readonly number[] =>
    controlOf(app)
      .writes()
      .map(({ value }) => Number(Object(value)[field]));

const globalLink = ({ sandbox }: TestApp): Control => sandbox.globalLink.control;
const brightmall = ({ sandbox }: TestApp): Control => sandbox.brightmall.control;
const smaregi = ({ sandbox }: TestApp): Control => sandbox.smaregi.control;
const setSmaregi: Endpoint['set'] = ({ url }, value, manner) =>
  setStock(url, [smaregiStock('567', value)], manner);

export const endpoints: readonly Endpoint[] = [
  {
    name: 'stock-updates',
    done: 'ANSWERED',
    set: ({ url }, value, manner) => setStock(url, [globalLinkStock('product-001', value)], manner),
    controlOf: globalLink,
    heldBy: numbersAt(globalLink, 'stockQuantity'),
  },
  {
    name: 'product',
    done: 'ANSWERED',
    set: ({ url }, value, manner) =>
      replaceProducts(url, [product('product-001', { stockQuantity: value })], manner),
    controlOf: globalLink,
    heldBy: numbersAt(globalLink, 'stockQuantity'),
  },
  {
    name: 'inventory/confirm',
    done: 'ANSWERED',
    set: ({ url }, value, manner) =>
      confirmInventory(url, [confirmation(orderItem(1), { memo: String(value) })], manner),
    controlOf: brightmall,
    heldBy: numbersAt(brightmall, 'memo'),
  },
  {
    name: 'stock/bulk',
    done: 'CALLED_BACK',
    set: setSmaregi,
    controlOf: smaregi,
    heldBy: numbersAt(smaregi, 'stockAmount'),
  },
  {
    name: 'token',
    done: 'CALLED_BACK',
    set: setSmaregi,
    controlOf: smaregi,
    heldBy: numbersAt(smaregi, 'stockAmount'),
  },
];

type Start = {
  readonly start: (settings?: Settings, vendors?: Sandbox) => Promise<TestApp>;
  readonly later: OnFinished;
};

const tokenSeconds = 1;

/**
 * Starts a gateway for the tests of one call. A gateway fetches a token at its start, to poll the catalogue. So for the
 * call of the token, the poll has ended and its token has expired: the next write fetches a token.
 */
export const startFor = async (
  { name }: Endpoint,
  { start, later }: Start,
  settings: Settings = {},
): Promise<TestApp> => {
  if (name !== 'token') return start(settings);
  const vendors = await startVendors(later);
  vendors.smaregi.control.behave({ tokenExpiresIn: tokenSeconds });
  const app = await start(settings, vendors);
  await catalogueRead(app.url);
  await setTimeout(tokenSeconds * 1000);
  vendors.smaregi.control.behave({ tokenExpiresIn: 3600 });
  return app;
};
