import type { VendorError } from '../../../domain/failure.ts';
import { isJsonObject } from '../../../lib/json/json.ts';
import { createRedact } from '../../../lib/logging/redact.ts';

/** Makes a text of a vendor safe to store and to show. */
export type Sanitize = (text: string) => string;

/** The number of characters (code points) that are kept of a text of a vendor. */
const maxErrorLength = 500;

const cut = (text: string): string =>
  text.length <= maxErrorLength
    ? text
    : Array.from(text.slice(0, 2 * maxErrorLength))
        .slice(0, maxErrorLength)
        .join('')
        .toWellFormed();

/**
 * Makes a value of the vendor's data storable: removes characters that no journal can store, and cuts it. It removes no
 * secrets, because the vendor does not quote a request in its data.
 */
export const cleanText = (text: string): string => cut(text.toWellFormed().replaceAll('\u0000', ''));

/** Removes secrets, because a vendor may quote its request, and characters that no journal can store. */
export const createSanitizer = (secrets: readonly string[]): Sanitize => {
  const redact = createRedact(secrets);
  return (text) => cleanText(redact(text.toWellFormed()));
};

export const sanitizeOrNull = (text: string | null, sanitize: Sanitize): string | null =>
  text === null ? null : sanitize(text);

export const sanitizeError = ({ code, message }: VendorError, sanitize: Sanitize): VendorError => ({
  code: sanitizeOrNull(code, sanitize),
  message: sanitizeOrNull(message, sanitize),
});

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (isJsonObject(value) ? value : {});

const firstText = (fields: Fields, names: readonly string[]): string | null => {
  const value = names
    .map((name) => fields[name])
    .find((one) => one !== undefined && one !== null && one !== '');
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
};

const codeNames = ['errorCode', 'error_code', 'code'] as const;
const messageNames = ['message', 'detail', 'error_description', 'title', 'error'] as const;

/**
 * The code and the message of an error response, in any form: fields of its own (`errorCode` or
 * `code` with `message`), an `error` object with them, or problem details (`detail`, `title`), which have no code.
 */
export const vendorErrorOf = (body: unknown, sanitize: Sanitize): VendorError => {
  const outer = fieldsOf(body);
  const inner = fieldsOf(outer['error']);
  const code = firstText(inner, codeNames) ?? firstText(outer, codeNames);
  const message = firstText(inner, messageNames) ?? firstText(outer, messageNames);
  return sanitizeError({ code, message }, sanitize);
};
