import { tokyoTime } from './time.ts';

/** A row of GET /stores. `storeDivision` is 0 for a shop and 1 for a warehouse. */
export type Store = {
  readonly storeId: string;
  readonly storeCode: string | null;
  readonly storeName: string;
  readonly storeAbbr: string | null;
  readonly storeDivision: string;
  readonly updDateTime: string;
};

const named: readonly (readonly [id: string, name: string, division: string])[] = [
  ['8', '渋谷店', '0'],
  ['9', '新宿店', '0'],
  ['10', '横浜店', '0'],
  ['11', '名古屋店', '0'],
  ['12', '梅田店', '0'],
  ['90', '物流倉庫', '1'],
];

const openedAt = Date.UTC(2024, 3, 1);

export const stores: readonly Store[] = named.map(([storeId, storeName, storeDivision]) => ({
  storeId,
  storeCode: storeDivision === '0' ? `S${storeId.padStart(3, '0')}` : null,
  storeName,
  storeAbbr: storeName.replace(/店$/u, ''),
  storeDivision,
  updDateTime: tokyoTime(openedAt),
}));
