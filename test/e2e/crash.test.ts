import { describe, expect } from 'vitest';
import { it } from '../support/process.ts';

describe.each(['throw', 'reject'])('an uncaught exception: %s', (way) => {
  it('writes one last line without secrets after the earlier lines, and ends with exit code 1', async ({
    runProgram,
  }) => {
    const { ended, said } = runProgram('test/support/crashing.ts', [way]);
    expect(await ended).toBe(1);
    const lines = said.err.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 30, msg: 'Before' },
      { level: 60, msg: 'Crashed', err: { message: 'It broke on ***, Bearer ***' } },
    ]);
    expect(said.err).not.toContain('the-secret-key');
    expect(said.err).not.toContain('abcdefgh');
  });
});
