import type { AnswerFragment } from '../e2e/generated/graphql.ts';
import type { TestApp } from './app.ts';
import { confirmInventory, type Manner, replaceProducts, setStock } from './client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from './items.ts';

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
