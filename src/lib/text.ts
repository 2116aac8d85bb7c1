/**
 * Whether a text can be kept and sent on as it is: PostgreSQL holds no U+0000, and half of a surrogate pair has no
 * UTF-8, so that a vendor would get another text than the caller wrote.
 */
export const isSoundText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');
