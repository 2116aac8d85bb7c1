import type { OperationId } from '../../domain/ids.ts';

/** A mutation was accepted and is carried out, and the journal can't be read now to tell how it stands. */
export class AcceptedUnread extends Error {
  readonly operationId: OperationId;

  constructor(operationId: OperationId, cause: unknown) {
    super(`Operation ${operationId} was accepted and can't be read`, { cause });
    this.name = 'AcceptedUnread';
    this.operationId = operationId;
  }
}
