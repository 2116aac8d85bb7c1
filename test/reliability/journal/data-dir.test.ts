import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { it } from '../../support/process.ts';

/** Its output, which is one line, and its exit code 1. */
const refusal = async (program: {
  readonly ended: Promise<unknown>;
  readonly said: { readonly err: string };
}): Promise<string> => {
  expect(await program.ended).toBe(1);
  const lines = program.said.err.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
};

describe.concurrent('a gateway that cannot open its journal logs one line with the reason and exits with code 1', () => {
  it('when a parent of its directory is a file', async ({ directory, runProgram, expect: expectHere }) => {
    await writeFile(`${directory}/file`, '');
    const data = `${directory}/file/data`;
    const program = runProgram('src/main.ts', [], { PORT: '0', DATA_DIR: data });
    expectHere(await program.ended).toBe(1);
    expectHere(program.said.err).toBe(
      `The settings are not valid:\n  - DATA_DIR ${data}: ${directory}/file is not a directory\n`,
    );
  });

  it('when it cannot create its directory', async ({ runProgram, expect: expectHere }) => {
    const data = '/proc/onshelf';
    const said = await refusal(runProgram('src/main.ts', [], { PORT: '0', DATA_DIR: data }));
    expectHere(said).toMatch(/^Onshelf could not start: /u);
    expectHere(said).toContain(data);
  });

  it('when its file is not a journal', async ({ directory, runProgram, expect: expectHere }) => {
    await mkdir(`${directory}/sandbox`);
    await writeFile(`${directory}/sandbox/journal.sqlite`, 'no database, by its look'.repeat(100));
    const said = await refusal(runProgram('src/main.ts', [], { PORT: '0', DATA_DIR: directory }));
    expectHere(said).toMatch(/^Onshelf could not start: .*not a database/u);
  });

  it('when another gateway uses the journal, which continues', async ({
    runProgram,
    startGateway,
    expect: expectHere,
  }) => {
    const { url, settings } = await startGateway();
    const said = await refusal(runProgram('src/main.ts', [], { ...settings, PORT: '0' }));
    expectHere(said).toContain(
      `Another gateway has the journal in ${settings['DATA_DIR']}/sandbox open. Stop it, or give this one a DATA_DIR of its own.`,
    );
    expectHere((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});
