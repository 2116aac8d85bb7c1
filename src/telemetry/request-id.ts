import { randomUUID } from 'node:crypto';

/** Nothing that could break a line, a header or a query of the log apart. */
const sane = /^[\w.:@=+/-]{1,128}$/u;

/** The caller's own id where it is fit to be written and sent back; else a new one. */
export const requestIdOf = (given: string | undefined): string =>
  given !== undefined && sane.test(given) ? given : randomUUID();
