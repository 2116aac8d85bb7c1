// Named, not `*`: a statement that is prepared fails for good once a newer version has added a column to what it gives.
const of = (columns: string) => (table: string) =>
  columns
    .split(' ')
    .map((column) => `${table}.${column}`)
    .join(', ');

export const operationColumns = of(
  'id client kind created_at completed_at sequence item_count applied_count failed_count superseded_count unknown_count',
);
export const stockColumns = of(
  'channel product_id location_id option_id quantity sold_out observed_at source operation_id',
);
export const requestColumns = of(
  'id channel kind attempt row_count sent_at answered_at deadline http_status vendor_request_id outcome early_callback',
);
