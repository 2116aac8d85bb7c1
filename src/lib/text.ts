const maxQuotedLength = 100;

/** Shortens a caller's text for a message or a record, with a mark that states its full length. */
export const cutText = (text: string, maxLength = maxQuotedLength): string => {
  if (text.length <= maxLength) return text;
  const cutsPair = /[\uD800-\uDBFF]$/.test(text.slice(0, maxLength));
  return `${text.slice(0, cutsPair ? maxLength - 1 : maxLength)}… (cut, ${text.length} characters)`;
};

/**
 * Whether the gateway can store a text and send it on unchanged. PostgreSQL does not store U+0000. Half of a surrogate
 * pair has no UTF-8, so a vendor would receive another text than the caller wrote.
 */
export const isSoundText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

/**
 * The text without this character at its end. A regular expression for it takes long for a text with many such
 * characters in the middle.
 */
export const withoutEnd = (text: string, character: string): string => {
  let end = text.length;
  while (text[end - 1] === character) end -= 1;
  return text.slice(0, end);
};
