const utf8 = new TextDecoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Null for a name that is no encoding. */
const decoderOf = (label: string): TextDecoder | null => {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
};

const startsWith = (bytes: Uint8Array, first: number, second: number): boolean =>
  bytes[0] === first && bytes[1] === second;

const charsetOf = (contentType: string | undefined): string | null =>
  /;\s*charset\s*=\s*"?(?<charset>[^\s";]+)/iu.exec(contentType ?? '')?.groups?.['charset'] ?? null;

const inUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
};

/**
 * Decodes a body and removes its byte order mark. A mark of UTF-16 decides. Otherwise the body is read as UTF-8, which RFC
 * 8259 requires of JSON, because wrong charsets in headers are common. Bytes that are not UTF-8 are read in the charset of
 * the header. Without a charset, each wrong byte becomes U+FFFD.
 */
export const textOf = (bytes: Uint8Array, contentType: string | undefined): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  const text = inUtf8(bytes);
  if (text !== null) return text;
  const charset = charsetOf(contentType);
  return ((charset === null ? null : decoderOf(charset)) ?? utf8).decode(bytes);
};
