import type { WebhookFault } from '../core/fault-rules.ts';
import { isSilentProduct, isSmaregiProduct, isSmaregiStore } from './catalogue.ts';
import type { StockRow } from './form.ts';
import type { Ledger, ResultRow } from './ledger.ts';

/** What came of an accepted call. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: readonly ResultRow[] }
  | { readonly kind: 'failed'; readonly message: string };

/** The first row that is wrong, in the form of page '在庫一括更新', section '更新失敗時のエラーメッセージの詳細'. */
const failure = (rows: readonly StockRow[], firstRow: 0 | 1): string | null => {
  for (const [index, row] of rows.entries()) {
    const at = `[stock][${index + firstRow}行目]`;
    if (!isSmaregiProduct(row.productId)) return `${at}商品IDが存在しません。`;
    if (!isSmaregiStore(row.storeId)) return `${at}店舗IDが存在しません。`;
  }
  return null;
};

const faultMessage = (kind: WebhookFault['kind'], rows: readonly StockRow[]): string | null => {
  if (kind === 'unknown-message') return 'システムエラーが発生しました。';
  if (kind === 'no-such-row') return `[stock][${rows.length + 100}行目]商品IDが存在しません。`;
  return null;
};

/** Applies all rows of a call or, when one of them is wrong, none: the page does not say which. */
export const settle = (
  rows: readonly StockRow[],
  ledger: Ledger,
  firstRow: 0 | 1,
  fault: WebhookFault | null,
): Outcome => {
  const message = (fault === null ? null : faultMessage(fault.kind, rows)) ?? failure(rows, firstRow);
  return message === null ? { kind: 'done', result: ledger.set(rows) } : { kind: 'failed', message };
};

/** Whether the call's webhook is one that never comes. */
export const isSilent = (rows: readonly StockRow[]): boolean =>
  rows.some((row) => isSilentProduct(row.productId));
