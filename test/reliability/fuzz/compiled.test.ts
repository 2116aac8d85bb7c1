import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { asChannelId } from '../../../src/domain/ids.ts';
import { createCompiledExecution } from '../../../src/graphql/execution/compiled/execution.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { bothWays, fullFake } from '../../graphql/execution/compiled/both.ts';
import {
  anyMutation,
  anyQuery,
  choosing,
  type Generated,
  type Style,
} from '../../graphql/execution/compiled/documents.ts';
import { at, item, stockChange } from '../../graphql/fixtures.ts';
import { amount, replayPath, seedOf, tell, timeFor } from '../support/scale.ts';

const documents = amount(150, 10_000);
const seed = seedOf(20_261_130);

/** A level in a channel that is not configured: a document that asks for the channel gets an error. */
const astray = item(
  7,
  {
    state: 'APPLIED',
    receipt: { kind: 'STOCK_SET', vendorReference: null },
    evidence: 'ACKNOWLEDGED_WRITE',
    at,
  },
  { ...stockChange, channel: asChannelId('brightmall') },
);

const rows: readonly (readonly [kind: string, make: (style: Style) => Generated])[] = [
  ['queries', anyQuery],
  ['mutations', anyMutation],
];

/** `amount` valid documents. Compiled code, the executor and the executor with prepared operations answer alike. */
it.for(rows)(
  'compiled code answers %s byte for byte as the executor does',
  {
    timeout: timeFor(documents, 60),
  },
  async ([kind, make]) => {
    // Without a budget, because every document is a new one.
    const newExecution = () =>
      createCompiledExecution(schema, 1, { ms: Number.POSITIVE_INFINITY, everyMs: 1 });
    let execution = newExecution();
    const counts = {
      documents: 0,
      'answered by compiled code': 0,
      'compiled, answered by the executor': 0,
      errors: 0,
    };
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.infiniteStream(fc.nat()), async (isOdd, stream) => {
        const { text, variables } = make({ choose: choosing(stream), isOdd });
        const document = parse(text);
        fc.pre(validate(schema, document).length === 0);
        if (execution.size() > 100) execution = newExecution();
        const { gateway, submissions, world } = fullFake();
        world.items.push(astray);
        const result = await bothWays({ document, variables, gateway, submissions, execution });
        expect(result.answer, text).toBe(result.expected);
        expect(result.prepared, text).toBe(result.expected);
        // The executor submitted it twice more.
        expect(submissions.length, text).toBe(result.submitted * 4);
        counts.documents += 1;
        counts['answered by compiled code'] += result.interpreted === 0 ? 1 : 0;
        counts['compiled, answered by the executor'] += result.compiled && result.interpreted > 0 ? 1 : 0;
        counts.errors += result.expected.includes('"errors"') ? 1 : 0;
      }),
      { numRuns: documents, seed, ...(replayPath && { path: replayPath }) },
    );
    tell(`Compiled ${kind}, seed ${seed}`, counts);
    expect(counts['answered by compiled code']).toBeGreaterThan(documents / 10);
    expect(counts['compiled, answered by the executor']).toBeGreaterThan(0);
  },
);
