import { tokyoTime } from './time.ts';

/** The fields of a row of GET /products that the sandbox has. Most are text. Any but id and name may be null or absent. */
export type Product = {
  readonly productId: string;
  readonly productName: string;
  readonly updDateTime: string;
  readonly [field: string]: string | null;
};

type Group = {
  readonly name: string;
  readonly kana: string;
  readonly categoryId: string;
  readonly price: number;
  readonly sizes: readonly string[];
  readonly colors: readonly string[];
  /** A group without stock, such as vouchers. */
  readonly isManaged: boolean;
};

const letters = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
const colors = ['ホワイト', 'ブラック', 'ネイビー', 'グレー', 'ベージュ', 'カーキ', 'ワインレッド'];
const group = (
  [name, kana]: readonly [string, string],
  categoryId: string,
  price: number,
  over: Partial<Group> = {},
): Group => ({ name, kana, categoryId, price, sizes: letters, colors, isManaged: true, ...over });

/** A dozen articles. Each has 42 variants; the last one has fewer. */
const groups: readonly Group[] = [
  group(['オーガニックコットンTシャツ', 'オーガニックコットンティーシャツ'], '1', 2900),
  group(['オックスフォードシャツ', 'オックスフォードシャツ'], '1', 5900),
  group(['デニムパンツ', 'デニムパンツ'], '2', 7900),
  group(['チノパンツ', 'チノパンツ'], '2', 6500),
  group(['裏起毛パーカー', 'ウラキモウパーカー'], '1', 6900),
  group(['メリノウールニット', 'メリノウールニット'], '1', 9800),
  group(['キャンバススニーカー', 'キャンバススニーカー'], '3', 8800, {
    sizes: ['23.0', '24.0', '25.0', '26.0', '27.0', '28.0'],
  }),
  group(['撥水レインコート', 'ハッスイレインコート'], '4', 12_800),
  group(['三足組ソックス', 'サンソクグミソックス'], '5', 1500),
  group(['帆布トートバッグ', 'ハンプトートバッグ'], '5', 4200),
  group(['リネンハンカチ', 'リネンハンカチ'], '5', 1200),
  group(['ギフト券', 'ギフトケン'], '9', 1000, { isManaged: false }),
];

/** The variants of all groups together. Further products are the same articles of a later series. */
const inSeries = 500;
const firstProductId = 501;
const dayMs = 24 * 60 * 60 * 1000;

const productAt = (index: number, startedAt: number): Product => {
  const series = Math.floor(index / inSeries);
  const place = groups.map(({ sizes, colors: all }) => sizes.length * all.length);
  let [variant, number] = [index % inSeries, 0];
  while (variant >= (place[number] ?? inSeries)) {
    variant -= place[number] ?? 0;
    number += 1;
  }
  const { name, kana, categoryId, price, sizes, colors: all, isManaged } = groups[number] as Group;
  const size = sizes[variant % sizes.length] ?? '';
  const color = all[Math.floor(variant / sizes.length)] ?? '';
  const groupCode = `G${String(series * groups.length + number + 1).padStart(3, '0')}`;
  const changedAt = startedAt - (1 + ((index * 7) % 60)) * dayMs - index * 1000;
  return {
    productId: String(firstProductId + index),
    categoryId,
    productCode: `${groupCode}-${String(variant + 1).padStart(3, '0')}`,
    productName: [name, color, size, ...(series > 0 ? [`#${series + 1}`] : [])].join(' '),
    // The vendor leaves out or empties fields of some products.
    ...(index % 7 !== 0 && { productKana: kana }),
    taxDivision: isManaged ? '0' : '2',
    productPriceDivision: '1',
    price: String(price + (variant % sizes.length) * 100),
    customerPrice: index % 11 === 0 ? null : String(Math.round(price * 0.9)),
    ...(index % 5 !== 0 && { cost: String(Math.round(price * 0.4)) }),
    description: index % 3 === 0 ? null : `${name}。${color}、サイズ${size}。`,
    size,
    color,
    tag: index % 13 === 0 ? null : `${categoryId === '9' ? 'ギフト' : '定番'}`,
    groupCode,
    url: null,
    displayFlag: '1',
    division: isManaged ? '0' : '1',
    stockControlDivision: isManaged ? '0' : '1',
    insDateTime: tokyoTime(changedAt - 90 * dayMs),
    updDateTime: tokyoTime(changedAt),
  };
};

/** The products from 501 on, as the vendor has them at its start. */
export const initialProducts = (count: number, startedAt: number): readonly Product[] =>
  Array.from({ length: count }, (_, index) => productAt(index, startedAt));
