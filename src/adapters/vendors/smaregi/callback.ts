import type { Change } from '../../../domain/changes/change.ts';
import { subjectOf } from '../../../domain/changes/subject.ts';
import { type NotFoundCode, targetNotFound } from '../../../domain/failure.ts';
import type { Receipt, RowOutcome } from '../../../domain/item.ts';
import type { CallbackMessage } from '../../../ports/channel.ts';
import type { Sanitize } from '../http/sanitize.ts';
import { refusedStock } from './stock-write.ts';
import { doneCallback, failedCallback, type ResultRow } from './wire.ts';

/**
 * What "N行目" of the first row is. Page '在庫一括更新', section '更新失敗時のエラーメッセージの詳細', does not say;
 * its sample's "2行目" is the usual word for the second line.
 */
const firstRowNumber = 1;

/** The same section: the messages it lists, without the full stop. */
const knownMessages: ReadonlyMap<string, NotFoundCode> = new Map([
  ['商品IDが存在しません', 'PRODUCT_NOT_FOUND'],
  ['店舗IDが存在しません', 'LOCATION_NOT_FOUND'],
]);

type Reading = { readonly row: number | null; readonly code: NotFoundCode | null };

/**
 * "[ 大項目 ] [ 何番目のオブジェクトで発生したか ] エラーメッセージ"; only section "stock" has rows. Of several messages
 * in one text the first counts: the next request shows the others.
 */
const rowForm = /^\s*\[(?<section>[^\]]*)\]\s*\[\s*(?<number>\d{1,9})\s*行目\s*\](?<text>[^[]*)/su;

/** Compatibility normalisation makes full-width digits and brackets the plain ones. */
const readMessage = (message: string): Reading => {
  const {
    section,
    number,
    text = message.normalize('NFKC'),
  } = rowForm.exec(message.normalize('NFKC'))?.groups ?? {};
  const row = section?.trim() === 'stock' ? Number(number) - firstRowNumber : -1;
  const code = knownMessages.get(text.trim().replace(/。$/u, '')) ?? null;
  return { row: row < 0 ? null : row, code };
};

const notFound = (change: Change, code: NotFoundCode, message: string): RowOutcome => ({
  state: 'FAILED',
  failure: targetNotFound(code, subjectOf(change, code), { code: null, message }),
});

const failed = (
  vendorRequestId: string,
  message: string,
  failedAdditionsChangeNothing: boolean,
): CallbackMessage => {
  const { row, code } = readMessage(message);
  return {
    type: 'failed',
    vendorRequestId,
    row,
    failureFor: (change) =>
      code === null ? refusedStock(change, { code: null, message }) : notFound(change, code, message),
    // The page does not say what becomes of the other rows: that nothing of the request was applied is our reading.
    collateralFor: (change) => ({
      state: 'FAILED',
      failure: {
        type: 'VendorRejected',
        code: 'VENDOR_REJECTED',
        message: `The vendor did not change ${subjectOf(change, null)}: it refused the whole request because of another row, and nothing of it was applied. Send it again.`,
        retryable: true,
        mayHaveApplied: false,
        vendorCode: null,
        vendorMessage: message,
      },
    }),
    ...(!failedAdditionsChangeNothing && { othersMayHaveApplied: true }),
  };
};

const applied = (
  vendorRequestId: string,
  result: readonly ResultRow[],
  sanitize: Sanitize,
): CallbackMessage => {
  const keyOf = (productId: string, storeId: string | null) => JSON.stringify([productId, storeId]);
  const rows = new Map(result.map((row) => [keyOf(row.productId, row.storeId), row]));
  return {
    type: 'applied',
    vendorRequestId,
    receiptFor: (change, at) => {
      if (change.kind !== 'STOCK_SET' && change.kind !== 'STOCK_ADJUSTMENT') return null;
      const row = rows.get(keyOf(change.productId, change.locationId));
      if (!row) return null;
      const vendorReference = row.id === null ? null : sanitize(row.id);
      const receipt: Receipt =
        change.kind === 'STOCK_SET'
          ? { kind: 'STOCK_SET', vendorReference }
          : { kind: 'STOCK_ADJUSTMENT', vendorReference, level: null };
      return { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at };
    },
  };
};

/**
 * Reads what is posted to the callback URL: page '在庫一括更新', section 'Webhook通知について'. Its heading says
 * "Array of Objects" where its samples are one object, so an array of one is read too. The outcome of
 * POST /stock/add/bulk has the same form.
 */
export const readCallback = (
  body: unknown,
  sanitize: Sanitize,
  failedAdditionsChangeNothing: boolean,
): CallbackMessage | null => {
  const payload: unknown = Array.isArray(body) && body.length === 1 ? body[0] : body;
  const done = doneCallback.safeParse(payload);
  const failure = failedCallback.safeParse(payload);
  if (!failure.success) {
    return done.success ? applied(done.data.requestId, done.data.result, sanitize) : null;
  }
  // A list of applied rows and a failure message contradict each other. The read at the deadline decides.
  if (done.success && done.data.result.length > 0) return null;
  const message = sanitize(failure.data.message);
  return failed(failure.data.requestId, message, failedAdditionsChangeNothing);
};

/** Page '在庫一括更新', section 'Request Body', `callbackUrl`. */
const callbackUrlMaxLength = 511;

/** Why Smaregi would refuse a callback URL; null when it accepts the URL. */
export const callbackUrlProblem = (url: string): string | null => {
  if (!/^https?:\/\/\S+$/u.test(url)) return 'Smaregi accepts only an http or https URL without spaces.';
  return url.length > callbackUrlMaxLength
    ? `Smaregi accepts a callback URL of at most ${callbackUrlMaxLength} characters; this one has ${url.length}.`
    : null;
};
