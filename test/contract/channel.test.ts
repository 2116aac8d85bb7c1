import { expect, onTestFinished, test } from 'vitest';
import { vendors } from '../../src/adapters/vendors/index.ts';
import { asProductId } from '../../src/domain/ids.ts';
import type { OperationKind } from '../../src/domain/operation.ts';
import { capabilitiesOf } from '../../src/ports/channel.ts';
import type { StartCall } from '../../src/ports/vendor-reads.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { channelOf, limits } from '../adapters/vendors/support.ts';
import { describeChannel } from './channel.ts';
import { openBench } from './sandbox-bench.ts';
import type { VendorContract, WriteContract } from './vendor-contract.ts';

/** Each vendor of the list states its rows in its own test folder. */
for (const vendor of vendors) {
  const file = new URL(`../adapters/vendors/${vendor.key}/contract.ts`, import.meta.url);
  const { contract }: { readonly contract: VendorContract } = await import(/* @vite-ignore */ file.href);
  const describeWrite = <Kind extends OperationKind>(write: WriteContract<Kind>): void =>
    describeChannel(`${vendor.title}, ${write.name}`, write.rows, () => openBench(vendor, contract, write));
  for (const write of contract.writes) {
    switch (write.kind) {
      case 'STOCK_SET':
        describeWrite(write);
        break;
      case 'PRODUCT_REPLACEMENT':
        describeWrite(write);
        break;
      case 'INVENTORY_CONFIRMATION':
        describeWrite(write);
        break;
    }
  }

  test(`the contract of ${vendor.title} has rows for each operation that the vendor accepts`, () => {
    const covered = new Set(contract.writes.map(({ kind }) => kind));
    expect([...covered].toSorted()).toEqual(Object.keys(vendor.operations).toSorted());
  });

  test(`${vendor.title} has an example for each operation that it accepts`, () => {
    expect(Object.keys(vendor.examples).toSorted()).toEqual(Object.keys(vendor.operations).toSorted());
  });

  const { products } = contract;
  test(`${vendor.title} reads products by id and by page, each request at its start, or states that it does not`, async () => {
    const sandbox = await startSandbox([vendor]);
    onTestFinished(() => sandbox.close());
    const settings = { vendor: vendor.name, id: vendor.key, sandbox: true, limits };
    const channel = channelOf({ ...settings, ...sandbox.vendors.get(vendor.name)?.settings });
    onTestFinished(() => channel.close());
    expect(capabilitiesOf(channel).readsProducts).toBe(products !== undefined);
    if (!products) return;
    let started = 0;
    const start: StartCall = (call) => {
      started += 1;
      return call();
    };
    const isRead = { channel: channel.id, source: 'VENDOR_READ', name: expect.any(String) };
    const productIds = [...products.known, products.unknown].map(asProductId);
    const named = await channel.readProducts?.(productIds, start);
    expect(named).toEqual({
      type: 'read',
      products: [
        ...products.known.map((productId) => expect.objectContaining({ ...isRead, productId })),
        null,
      ],
    });
    const found: string[] = [];
    let pages = 0;
    for (let after: string | null | undefined; after !== null; pages += 1) {
      const page = await channel.catalogue?.products({ after: after ?? null, changedSince: null }, start);
      if (page?.type !== 'read') throw new Error('The products were not read');
      for (const product of page.rows) expect(product).toMatchObject(isRead);
      found.push(...page.rows.map(({ productId }) => String(productId)));
      after = page.next;
    }
    expect(found).toEqual(expect.arrayContaining([...products.known]));
    expect(new Set(found).size).toBe(found.length);
    expect(started).toBeGreaterThanOrEqual(pages + 1);
  });
}
