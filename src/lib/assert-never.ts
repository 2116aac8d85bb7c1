/** The default of an exhaustive switch. A new case that the switch does not handle does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
