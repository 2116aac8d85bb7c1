/** The end of an exhaustive switch: a case that is added and forgotten does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
