import { builder } from './builder.ts';

/** An enum of the schema over a union of ours: a value without a description does not compile. */
export const describedEnum = <Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries(values).map(([value, meaning]) => [value, { description: meaning }]),
    ) as Record<Value, { description: string }>,
  });
