import { type JsonBody, parseBoundedJson } from './bounded-json.ts';
import { textOf } from './text.ts';
import { unpack } from './unpack.ts';

export type BodyHeaders = {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
};

export type BodyLimits = {
  /** Of the body once it is unpacked. */
  readonly bytes: number;
  /** Values of its JSON: objects, lists, texts, numbers and the like. */
  readonly values: number;
};

/** Reads the JSON of a body that came whole, of a vendor's response or of a webhook. Never rejects. */
export const readJson = async (
  bytes: Buffer,
  { contentType, contentEncoding }: BodyHeaders,
  limits: BodyLimits,
): Promise<JsonBody> => {
  const unpacked = await unpack(bytes, contentEncoding, limits.bytes);
  if (unpacked.type === 'unreadable') return unpacked;
  return parseBoundedJson(textOf(unpacked.bytes, contentType), limits.values);
};
