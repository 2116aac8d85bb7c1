/** Gives undefined for a text that is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Fields by their names. A name such as `events.secret` names a field of an object. */
export const nestFields = (
  fields: readonly (readonly [name: string, value: unknown])[],
): Readonly<Record<string, unknown>> => {
  const nested = new Map<string, unknown>();
  for (const [name, value] of fields) {
    const [outer = name, inner] = name.split('.', 2);
    const object = nested.get(outer);
    nested.set(outer, inner === undefined ? value : { ...(isRecord(object) && object), [inner]: value });
  }
  return Object.fromEntries(nested);
};

/** An object of JSON. A list is not one. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && !Array.isArray(value);
