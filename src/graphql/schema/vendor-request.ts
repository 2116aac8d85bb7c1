import { keyOf } from '../../domain/ids.ts';
import type { RequestOutcome, VendorRequest } from '../../domain/vendor-request.ts';
import { builder } from '../builder.ts';
import { ChannelRef } from './channel.ts';
import { describedEnum, OperationKindEnum } from './values/enums.ts';

const VendorRequestOutcome = describedEnum<RequestOutcome>(
  'VendorRequestOutcome',
  'The outcome of one request to a vendor as a whole. The results show the outcome of each item.',
  {
    SENDING: "The gateway waits for the vendor's answer.",
    ANSWERED: 'The vendor answered for the items of the request.',
    AWAITING_CALLBACK: 'The vendor accepted it and reports the outcome later, by a callback.',
    CALLED_BACK: 'The callback arrived, or an event of the vendor and a read replaced it.',
    REFUSED: 'The vendor refused the request as a whole.',
    UNAVAILABLE: 'The vendor could not be reached or could not process the request.',
    HELD_BACK:
      'The request was not sent, because many recent requests to the vendor failed. The gateway sends no request for some seconds.',
    TIMED_OUT: 'No answer or no callback arrived in time.',
    INTERRUPTED: 'The gateway stopped or stalled before the request ended. Its items were queued again.',
  },
);

export const VendorRequestRef = builder.objectRef<VendorRequest>('VendorRequest').implement({
  description:
    'One request to a vendor, from the delivery log. A request may contain items of several operations. An item that is retried is in several requests.',
  fields: (t) => ({
    channelKey: t.string({
      resolve: ({ channel }) => keyOf(channel),
      description: 'The key of the channel of the request.',
    }),
    channel: t.field({
      type: ChannelRef,
      nullable: true,
      description:
        'The channel. Null when it is no longer configured, or when the API key does not permit it.',
      resolve: ({ channel }, _args, { gateway }) => gateway.channels.named(keyOf(channel)) ?? null,
    }),
    kind: t.field({
      type: OperationKindEnum,
      description: 'The kind of write.',
      resolve: (request) => request.kind,
    }),
    rows: t.exposeInt('rowCount', {
      description: 'The number of items in the request, including items of other operations.',
    }),
    attempt: t.exposeInt('attempt', {
      description: 'The number of the attempt: 1 for the first request with these items.',
    }),
    sentAt: t.field({
      type: 'DateTime',
      description: 'The time at which the request was sent.',
      resolve: (request) => request.sentAt,
    }),
    answeredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: "The time of the vendor's answer. Null when there is no answer yet.",
      resolve: (request) => request.answeredAt,
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'The HTTP status of the answer. Null when there is no answer.',
    }),
    vendorRequestId: t.exposeString('vendorRequestId', {
      nullable: true,
      description:
        "The vendor's id of the request, for questions to the vendor's support. Null when the vendor returns none.",
    }),
    outcome: t.field({
      type: VendorRequestOutcome,
      description: 'The outcome of the request.',
      resolve: (request) => request.outcome,
    }),
  }),
});
