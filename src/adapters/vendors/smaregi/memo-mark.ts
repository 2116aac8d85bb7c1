/** Page '在庫一括更新', section 'Request Body': the longest memo of the stock history, in characters. */
export const memoMaxLength = 100;

/**
 * The memo with the mark of the request at its end. The merchant's own memo is not shortened: if it leaves no room, the
 * change has no mark, and the stock history cannot show its outcome.
 */
export const markedMemo = (memo: string | null, mark: string): string => {
  const marked = memo === null ? `onshelf:${mark}` : `${memo} onshelf:${mark}`;
  return memo !== null && [...marked].length > memoMaxLength ? memo : marked;
};

/** The mark at the end of a memo. Null for a memo without one. */
export const markIn = (memo: string | null): string | null =>
  /(?:^|\s)onshelf:(?<mark>[0-9a-f]{20})\s*$/u.exec(memo ?? '')?.groups?.['mark'] ?? null;
