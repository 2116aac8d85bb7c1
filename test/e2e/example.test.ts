import { describe, expect } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { it } from '../support/process.ts';

describe('npm run example', () => {
  it('follows a mutation to its end, and prints it', async ({ runProgram, onTestFinished }) => {
    const { url, sandbox } = await startTestApp({}, (work) => onTestFinished(work));
    const { said, ended } = runProgram('examples/follow-a-mutation.ts', [`${url}/graphql`]);
    expect(await ended).toBe(0);
    expect(said.err).toBe('');
    const lines = said.out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Accepted as \S+: PENDING, PENDING, PENDING$/u);
    expect(lines.filter((line) => line.endsWith(', the last one'))).toHaveLength(1);
    const lastOf = (index: number) => lines.findLast((line) => line.startsWith(`  item ${index} `));
    expect(lastOf(0)).toBe('  item 0 (global-link): APPLIED');
    expect(lastOf(1)).toMatch(/^ {2}item 1 \(global-link\): FAILED, PRODUCT_NOT_FOUND: \S/u);
    expect(lastOf(2)).toBe('  item 2 (smaregi): APPLIED');
    expect(sandbox.smaregi.control.writes()).toMatchObject([
      { target: '567:8', value: { stockAmount: '40' } },
    ]);
  });

  it('explains that no gateway is running', async ({ runProgram }) => {
    const { said, ended } = runProgram('examples/follow-a-mutation.ts', ['http://127.0.0.1:1/graphql']);
    expect(await ended).toBe(1);
    expect(said.err).toMatch(/ECONNREFUSED|fetch failed|bad port/u);
  });
});
