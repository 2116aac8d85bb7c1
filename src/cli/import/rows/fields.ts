/** What a row can state. `options` exists only in NDJSON, as a list. */
export const fields = [
  'channel',
  'productId',
  'locationId',
  'optionId',
  'quantity',
  'soldOut',
  'memo',
  'observedAt',
  'ifQuantity',
] as const;
export type Field = (typeof fields)[number];

export type FieldValues = { readonly [field in Field]?: string | undefined };

const isField = (text: string): text is Field => (fields as readonly string[]).includes(text);

/**
 * Names of columns that mean a field, in the form of `plainName`. A name that may mean something else is not here: a
 * price may be called amount. docs/reference/command-line.md lists them.
 */
export const columnNames: { readonly [field in Field]: readonly string[] } = {
  channel: ['channel', 'channelkey', 'チャネル', 'チャンネル', '채널'],
  productId: ['productid', 'shopproductid', '商品id', '상품id', '상품번호'],
  locationId: ['locationid', 'storeid', 'shopid', 'warehouseid', '店舗id', '매장id', '창고id'],
  optionId: ['optionid', 'shopoptionid', 'オプションid', '옵션id', '옵션번호'],
  quantity: [
    'quantity',
    'qty',
    'stock',
    'stockquantity',
    '在庫',
    '在庫数',
    '数量',
    '재고',
    '재고수량',
    '수량',
  ],
  soldOut: ['soldout', '売切', '売り切れ', '품절'],
  memo: ['memo', 'note', 'メモ', '備考', '메모', '비고'],
  observedAt: ['observedat', 'countedat'],
  ifQuantity: ['ifquantity', 'expectedquantity'],
};

/** Width, case, spaces, `_`, `-`, `.` and `/` make no difference. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-./]/gu, '');

const byName: ReadonlyMap<string, Field> = new Map(
  fields.flatMap((field) => columnNames[field].map((name) => [plainName(name), field] as const)),
);

/**
 * Names of columns with codes. Some shops call the id of the vendor a code, and others have codes of their own. Such a
 * column counts only in CSV, where no other column means its field, and the command says so.
 */
export const codeNames: ReadonlyMap<string, Field> = new Map([
  ['商品コード', 'productId'],
  ['상품코드', 'productId'],
  ['店舗コード', 'locationId'],
  ['매장코드', 'locationId'],
]);

/** What the user should know about the columns of a file. */
export type ColumnNotes = {
  /** Columns that mean nothing to the import. */
  readonly unused: readonly string[];
  /** Columns with codes that are read as ids. */
  readonly codes: readonly { readonly column: string; readonly field: Field }[];
};

/** The field that a column of this name means. Null for any other column. */
const fieldNamed = (name: string): Field | null => byName.get(plainName(name)) ?? null;

/** Whether a column of this name means a field, as an id or as a code. */
export const isKnownColumn = (name: string): boolean =>
  fieldNamed(name) !== null || codeNames.has(plainName(name));

/** `--map column=field`. The name of a column is compared like a synonym. Null: the column is ignored. */
export type Mapping = ReadonlyMap<string, Field | null>;

/** Reads the values of `--map`. Gives a text that says what is wrong with them. */
export const readMapping = (values: readonly string[]): Mapping | string => {
  const mapping = new Map<string, Field | null>();
  for (const value of values) {
    const at = value.lastIndexOf('=');
    const [column, field] = [value.slice(0, at), value.slice(at + 1)];
    if (at < 1 || (field !== '' && !isField(field)))
      return `--map ${value} must be column=field. The fields are ${fields.join(', ')}. An empty field ignores the column.`;
    mapping.set(plainName(column), field === '' || !isField(field) ? null : field);
  }
  return mapping;
};

/** Reads the values of `--set`: the same value for all rows. Gives a text that says what is wrong with them. */
export const readConstants = (values: readonly string[]): FieldValues | string => {
  const constants: { [field in Field]?: string } = {};
  for (const value of values) {
    const at = value.indexOf('=');
    const field = value.slice(0, at);
    if (at < 1 || !isField(field) || field === 'quantity' || field === 'productId')
      return `--set ${value} must be field=value, with a field other than productId and quantity`;
    constants[field] = value.slice(at + 1);
  }
  return constants;
};

/** The field of a column by its name: `--map` first, then the synonyms of fields that `--map` and `--set` do not give. */
export const fieldOf = (name: string, mapping: Mapping, constants: FieldValues): Field | null => {
  const mapped = mapping.get(plainName(name));
  if (mapped !== undefined) return mapped;
  const field = fieldNamed(name);
  if (field === null || constants[field] !== undefined || [...mapping.values()].includes(field)) return null;
  return field;
};

/** The field that a column of codes means, if no other column, `--map` or `--set` gives it. */
export const codeFieldOf = (
  name: string,
  given: readonly (Field | null)[],
  mapping: Mapping,
  constants: FieldValues,
): Field | null => {
  const plain = plainName(name);
  const field = codeNames.get(plain);
  if (field === undefined || mapping.has(plain)) return null;
  return given.includes(field) || constants[field] !== undefined ? null : field;
};
