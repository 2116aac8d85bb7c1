/**
 * Renames the kinds of operations and the path of an invalid item in stored rows. A quote inside a JSON text has a
 * backslash before it, so a memo that contains one of these texts does not match.
 */
const renamed = (column: string): string =>
  [
    ['"kind":"STOCK_UPDATE"', '"kind":"STOCK_SET"'],
    ['"kind":"PRODUCT_UPDATE"', '"kind":"PRODUCT_REPLACEMENT"'],
    ['"field":[', '"path":['],
  ].reduce((sql, [from, to]) => `replace(${sql}, '${from}', '${to}')`, column);

const kind = `CASE kind WHEN 'STOCK_UPDATE' THEN 'STOCK_SET' WHEN 'PRODUCT_UPDATE' THEN 'PRODUCT_REPLACEMENT' ELSE kind END`;

const details = [
  'brand',
  'mainImage',
  'images',
  'detailImages',
  'discountedPrice',
  'domesticShippingFee',
  'freeShippingThreshold',
  'stockQuantity',
  'exportProhibited',
  'exportProhibitedReason',
  'sourceUrl',
];
const field = (name: string, from = name): string => `'${name}', product -> '${from}'`;

/** A stored product gets the form that products of all vendors share. */
const product = `json_object(${[
  ...['channel', 'productId', 'name', 'price', 'optionGroups', 'observedAt'].map((name) => field(name)),
  field('image', 'mainImage'),
  "'code', NULL, 'source', 'ACKNOWLEDGED_WRITE'",
  `'details', json_object(${details.map((name) => field(name)).join()})`,
].join()})`;

export const renamesMigration = `
  UPDATE operations SET kind = ${kind}, items = ${renamed('items')};
  UPDATE item_blocks SET items = ${renamed('items')};
  UPDATE progress SET spans = ${renamed('spans')};
  UPDATE progress_blocks SET spans = ${renamed('spans')};
  UPDATE vendor_requests SET kind = ${kind};
  UPDATE products SET product = ${product};
  `;
