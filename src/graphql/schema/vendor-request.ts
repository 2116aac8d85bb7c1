import { keyOf } from '../../domain/ids.ts';
import type { RequestOutcome, VendorRequest } from '../../domain/vendor-request.ts';
import { builder } from '../builder.ts';
import { describedEnum, OperationKindEnum } from './enums.ts';

const VendorRequestOutcome = describedEnum<RequestOutcome>(
  'VendorRequestOutcome',
  'How one request to a vendor went, as a whole. Its rows have outcomes of their own: see the results.',
  {
    SENDING: 'It is being sent or answered now.',
    ANSWERED: 'The vendor answered for its rows.',
    AWAITING_CALLBACK: 'The vendor accepted it and reports the outcome later, by a callback.',
    CALLED_BACK: 'The callback arrived.',
    REFUSED: 'The vendor refused it as a whole.',
    UNAVAILABLE: 'The vendor could not be reached or could not serve.',
    HELD_BACK:
      'Never sent: the vendor failed too often of late, so requests to it are held back for a while.',
    TIMED_OUT: 'No answer or no callback arrived in time.',
    INTERRUPTED: 'The gateway stopped, or stood still, before it was through. Its rows were taken up again.',
  },
);

export const VendorRequestRef = builder.objectRef<VendorRequest>('VendorRequest').implement({
  description:
    'One request to a vendor, as the delivery log keeps it. Items of several operations may share one, and an item that is tried again is in several.',
  fields: (t) => ({
    channel: t.id({
      resolve: ({ channel }) => keyOf(channel),
      description: 'The id of the channel it went through.',
    }),
    kind: t.field({
      type: OperationKindEnum,
      description: 'What it writes.',
      resolve: (request) => request.kind,
    }),
    rows: t.exposeInt('rowCount', { description: 'Items in it, those of other operations included.' }),
    attempt: t.exposeInt('attempt', { description: '1 for the first request that carried these rows.' }),
    sentAt: t.field({
      type: 'DateTime',
      description: 'When it was sent.',
      resolve: (request) => request.sentAt,
    }),
    answeredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the vendor answered it; null while it has not.',
      resolve: (request) => request.answeredAt,
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'The HTTP status of the answer; null when none came.',
    }),
    vendorRequestId: t.exposeString('vendorRequestId', {
      nullable: true,
      description:
        "The vendor's own id of the request, for talking to the vendor about it; null where it gives none.",
    }),
    outcome: t.field({
      type: VendorRequestOutcome,
      description: 'How it went.',
      resolve: (request) => request.outcome,
    }),
  }),
});
