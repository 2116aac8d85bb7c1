import { median } from '../support/median.ts';
import { atOnce, type Party, startGateway, startWithSandbox } from '../support/parties.ts';
import { mutations, timeToApply } from '../support/requests.ts';
import type { Bench } from '../support/rounds.ts';
import { type Line, round } from '../support/table.ts';

const itemCount = 300;
/** Rounds that count, and rounds before them that warm up. */
const [rounds, warmUp] = [40, 10];

type Place = { readonly channel: string; readonly locationId?: string };

const timeOf = async (
  gateway: Party,
  place: Place,
  quantity: number,
  ifQuantity?: number,
): Promise<number> => {
  const items = Array.from({ length: itemCount }, (_, at) => ({
    ...place,
    productId: String(at + 1),
    quantity,
    ...(ifQuantity !== undefined && { ifQuantity }),
  }));
  return timeToApply(gateway, mutations.setStock, { items, waitMs: 30_000 }, itemCount);
};

const compared = async (gateway: Party, place: Place, what: string): Promise<Line> => {
  const pairs: [guarded: number, plain: number][] = [];
  let quantity = 1;
  await timeOf(gateway, place, quantity);
  for (let turn = 0; turn < warmUp + rounds; turn += 1) {
    const guarded = () => {
      quantity += 1;
      return timeOf(gateway, place, quantity, quantity - 1);
    };
    const plain = () => {
      quantity += 1;
      return timeOf(gateway, place, quantity);
    };
    // The one that goes first changes. Each knows the quantity before it.
    const isFirst = turn % 2 === 0;
    const [early, late] = isFirst ? [await guarded(), await plain()] : [await plain(), await guarded()];
    if (turn >= warmUp) pairs.push(isFirst ? [early, late] : [late, early]);
  }
  await gateway.stop();
  const ratio = median(pairs.map(([guarded, other]) => guarded / other));
  const [own, other] = [median(pairs.map(([ms]) => ms)), median(pairs.map(([, ms]) => ms))];
  return {
    what: `setStock of ${itemCount} items with ifQuantity; ${what}`,
    against: 'the same items without it: time to the answer',
    mark: '≤ 1.5 ×',
    ratio: `${round(ratio, 2)} ×`,
    met: ratio <= 1.5,
    figures: `with ${round(own, 1)} ms; without ${round(other, 1)} ms`,
  };
};

/**
 * Changes with a condition against changes without one, in turns on one gateway. A vendor that can be read is compared with a
 * read. It is the one of the sandbox, which calls back after 50 ms, so the read is a small part of the time to the answer.
 */
export const guards = async (bench: Bench): Promise<readonly Line[]> => {
  await bench.vendor.behave(atOnce);
  const gateway = await startGateway({ vendor: bench.vendor, connections: 8 });
  return [
    await compared(gateway, { channel: 'global-link' }, 'compared with the last acknowledged quantity'),
    await compared(
      await startWithSandbox(),
      { channel: 'smaregi', locationId: '8' },
      'compared with a read of the vendor',
    ),
  ];
};
