import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The pages, by their paths in the project. */
const pages: ReadonlyMap<string, string> = new Map(
  globSync(['*.md', 'bench/*.md', 'docs/**/*.md'], { cwd: root }).map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [path, text.replaceAll(/^```[\s\S]*?^```/gmu, '')] as const;
  }),
);

/** The name of a heading in a link, as GitHub builds it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const isBroken = (page: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return true;
  const headings = [...(pages.get(target) ?? '').matchAll(/^#+ (.+)$/gmu)].map(([, text = '']) => text);
  return anchor !== undefined && !headings.map(anchorOf).includes(anchor);
};

const linksOf = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)]+)\)/gu)].flatMap(([, link = '']) => (/^https?:/u.test(link) ? [] : [link]));

it('has pages and links', () => {
  expect(pages.size).toBeGreaterThan(8);
  expect([...pages.values()].flatMap(linksOf).length).toBeGreaterThan(100);
});

it.each([...pages])('%s links to existing targets', (page, text) => {
  expect(linksOf(text).filter((link) => isBroken(page, link))).toEqual([]);
});

it.each([...pages.keys()])('%s has no marker of a merge conflict', (page) => {
  expect(readFileSync(join(root, page), 'utf8')).not.toMatch(/^(?:<<<<<<<|=======|>>>>>>>)/mu);
});
