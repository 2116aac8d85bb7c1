import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../../src/graphql/schema.ts';
import { bothWays } from './both.ts';
import { type Choose, choosing, definitionsFor, selection, variables } from './documents.ts';

const query = (choose: Choose): string => {
  const fields = selection(choose, schema.getQueryType() ?? expect.fail(), 5);
  const head = definitionsFor(fields).join(', ');
  return `query ${head && `(${head})`} ${fields}`;
};

it('whatever is asked for, compiled code answers as the executor does', { timeout: 120_000 }, async () => {
  const counts = { compiled: 0, ran: 0 };
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), async (stream) => {
      const document = parse(query(choosing(stream)));
      fc.pre(validate(schema, document).length === 0);
      const { answer, expected, compiled, walked } = await bothWays({ document, variables });
      expect(answer).toBe(expected);
      counts.compiled += compiled;
      counts.ran += compiled - walked === 1 ? 1 : 0;
    }),
    { numRuns: 300 },
  );
  expect(counts.compiled).toBeGreaterThan(100);
  expect(counts.ran).toBeGreaterThan(30);
});
