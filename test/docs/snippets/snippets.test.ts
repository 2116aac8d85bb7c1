import { globSync, readFileSync } from 'node:fs';
import { stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { it } from '../../support/app.ts';
import { notRun } from './not-run.ts';
import { runPage } from './page.ts';
import { snippetsOf } from './snippets.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pages = ['README.md', ...globSync('docs/guide/*.md', { cwd: root }).toSorted()];

/** Some pages run a code generator and send 10,000 items, which takes long on a busy machine. */
const limitMs = 300_000;

describe('the snippets of the docs', () => {
  it.concurrent.for(pages)(
    '%s shows what a gateway answers',
    { timeout: limitMs },
    async (page, { later }) => {
      const { differences, skipped } = await runPage(page, later);
      for (const one of skipped) stdout.write(`Not run on this machine: ${one}\n`);
      expect(differences).toEqual([]);
    },
  );

  it('have the client of the example page, but for its address', () => {
    const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
    const file = snippetsOf(read('docs/guide/frontend.md')).find(
      (one) => one.kind === 'file' && one.name === 'src/client.ts',
    );
    expect(file?.text.replace('http://127.0.0.1:4000/graphql', '/graphql')).toBe(
      read('examples/shop/src/client.ts'),
    );
  });

  it('are run, unless a list names them', () => {
    const excluded = pages.flatMap((page) =>
      snippetsOf(readFileSync(`${root}${page}`, 'utf8')).flatMap(({ kind, heading }) =>
        kind === 'excluded' ? [`${page}: ${heading}`] : [],
      ),
    );
    expect(excluded).toEqual(notRun);
  });
});
