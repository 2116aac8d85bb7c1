import { encodeGlobalID } from '@pothos/plugin-relay';
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { Checked, RepairSubmission, Submission, Submitted } from '../../core/gateway.ts';
import { AcceptedUnread } from '../../core/gateway.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { OperationKind } from '../../domain/operation.ts';
import type { Types } from '../builder.ts';
import type { GraphQLContext } from '../context.ts';
import { throwRefused } from '../errors.ts';
import { checkedResult, resultOf } from '../schema/item-results/item-result-model.ts';
import { defaultWaitMs, type Payload, refusedPayload } from './request.ts';

/** The fields of the input of every mutation that accepts an operation. */
export const answerFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  idempotencyKey: t.string({
    required: false,
    description:
      'Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation.',
  }),
  waitMs: t.int({
    required: false,
    defaultValue: defaultWaitMs,
    description:
      'How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them.',
  }),
});

/** The fields of the input of every mutation of items besides its items. */
export const requestFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  ...answerFields(t),
  dryRun: t.boolean({
    required: false,
    defaultValue: false,
    description:
      'True: the gateway only checks the items, without asking the vendor. It accepts nothing, sends nothing, and uses no idempotency key. It checks the rules of the items, the permissions of the client, the number of items and, where it has read the lists of the vendor, whether they contain the product and the store. It compares `ifQuantity` with the stock that the gateway knows. A channel without lists is not checked for unknown products. A vendor may refuse an item that is valid here, and may accept a product that is not on its lists. Each result is an ItemValid or the failure that was found.',
  }),
});

type Request<Input> = {
  readonly items: readonly Input[];
  readonly idempotencyKey?: string | null | undefined;
  readonly waitMs?: number | null | undefined;
};
type CheckableRequest<Input> = Request<Input> & { readonly dryRun?: boolean | null | undefined };

/**
 * A mutation that the journal cannot write is not accepted. The error states the cause; the database's message is in
 * the log.
 */
export const sayUnavailable = (error: unknown): never => {
  if (error instanceof AcceptedUnread) {
    const operation = encodeGlobalID('Operation', error.operationId);
    throw new GraphQLError(
      'The mutation was accepted and is processed, but its state cannot be read now. Read its operation later, or ' +
        'repeat the mutation with the same idempotencyKey.',
      { originalError: null, extensions: { code: 'ACCEPTED_UNREAD', operation } },
    );
  }
  return throwRefused(error);
};

/** How the gateway carries out one mutation, and how it checks the mutation without accepting it. */
type Commands<Input> = {
  submit(submission: Omit<Submission<OperationKind>, 'kind' | 'items'> & Items<Input>): Promise<Submitted>;
  check(request: Pick<Submission<OperationKind>, 'channels'> & Items<Input>): Promise<Checked>;
};
type Items<Input> = { readonly items: readonly Input[] };

/** Notes an accepted operation for `extensions.accepted`. */
export const noteAccepted =
  ({ accepted }: Pick<GraphQLContext, 'accepted'>, { path }: Pick<GraphQLResolveInfo, 'path'>) =>
  (operation: OperationId): void => {
    accepted.push({ key: String(path.key), operation });
  };

/** The payload for the answer of the gateway. */
export const payloadOf = (submitted: Submitted, { loaders }: Pick<GraphQLContext, 'loaders'>): Payload => {
  if (submitted.type === 'refused') return refusedPayload(submitted.errors);
  // The values that an earlier mutation of the document read are outdated.
  loaders.clear();
  return {
    operation: submitted.operation,
    results: submitted.items.map((item) => resultOf(item, !submitted.replayed)),
    userErrors: [],
    replayed: submitted.replayed,
  };
};

/** Has the gateway accept a mutation, and returns its payload. */
const accept = async <Input>(
  context: GraphQLContext,
  send: Commands<Input>['submit'],
  { items, idempotencyKey, waitMs }: Request<Input>,
  info: Pick<GraphQLResolveInfo, 'path'>,
): Promise<Payload> => {
  const submission = {
    client: context.caller.client,
    channels: context.caller.channels,
    items,
    idempotencyKey: idempotencyKey ?? null,
    waitMs: waitMs ?? defaultWaitMs,
    whenAccepted: noteAccepted(context, info),
  };
  return payloadOf(await send(submission).catch(sayUnavailable), context);
};

/** Carries out or checks a mutation, and returns its payload. */
export const carryOut = async <Input>(
  context: GraphQLContext,
  commands: Commands<Input>,
  request: CheckableRequest<Input>,
  info: Pick<GraphQLResolveInfo, 'path'>,
): Promise<Payload> => {
  if (!request.dryRun) return accept(context, commands.submit, request, info);
  const { channels } = context.caller;
  const checked = await commands.check({ channels, items: request.items }).catch(throwRefused);
  if (checked.type === 'refused') return refusedPayload(checked.errors);
  return { operation: null, results: checked.items.map(checkedResult), userErrors: [], replayed: false };
};

/** Carries out a repair of drift. It has no dry run. */
export const repair = (
  context: GraphQLContext,
  { targets, ...request }: Omit<Request<never>, 'items'> & Pick<RepairSubmission, 'targets'>,
  info: Pick<GraphQLResolveInfo, 'path'>,
): Promise<Payload> => {
  const { gateway } = context;
  const send: Commands<RepairSubmission['targets'][number]>['submit'] = ({ items, ...submission }) =>
    gateway.repairDrift({ ...submission, targets: items });
  return accept(context, send, { items: targets, ...request }, info);
};

/** Submits a mutation of items, and returns its payload. */
export const submit = <Kind extends OperationKind>(
  context: GraphQLContext,
  kind: Kind,
  request: CheckableRequest<Submission<Kind>['items'][number]>,
  info: Pick<GraphQLResolveInfo, 'path'>,
): Promise<Payload> => {
  const { gateway } = context;
  const commands: Commands<Submission<Kind>['items'][number]> = {
    submit: (submission) => gateway.submit({ ...submission, kind }),
    check: (checked) => gateway.check({ ...checked, kind }),
  };
  return carryOut(context, commands, request, info);
};
