import type { Drift } from '../../../domain/drift.ts';
import { builder } from '../../builder.ts';

export const DriftRef = builder.objectRef<Drift>('Drift').implement({
  description:
    "The vendor's quantity differs from the last applied quantity, and no change that the vendor reported explains it. For example, someone changed the stock by a way that sends no event, or lost goods were corrected.",
  fields: (t) => ({
    expected: t.exposeInt('expected', {
      description:
        'The quantity that the vendor should have: the last applied one, moved along by the changes that the vendor reported since then, such as sales.',
    }),
    actual: t.exposeInt('actual', {
      description:
        'The quantity that the vendor has. It is the last one whose origin is clear, so a newer `StockLevel.quantity` may differ from it until the vendor has explained that.',
    }),
    since: t.expose('since', {
      type: 'DateTime',
      description: 'The time at which the gateway first read the difference.',
    }),
  }),
});
