import { createHash } from 'node:crypto';
import type { OperationKind } from '../domain/operation.ts';

/** The same for the same input: a field that is null and one that is left out are the same. */
export const fingerprintOf = (kind: OperationKind, items: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, items], (_, value: unknown) => value ?? undefined))
    .digest('base64url');
