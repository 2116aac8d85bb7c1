import { expect, test } from 'vitest';
import { vendors } from '../../src/adapters/vendors/index.ts';
import type { OperationKind } from '../../src/domain/operation.ts';
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
      case 'STOCK_UPDATE':
        describeWrite(write);
        break;
      case 'PRODUCT_UPDATE':
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
}
