import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { vendors } from '../../src/adapters/vendors/index.ts';
import { readConfig } from '../../src/config/config.ts';
import { InvalidSettings } from '../../src/config/environment.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (file: string): string => readFileSync(`${root}${file}`, 'utf8');

/** The cells of the rows of a page's tables that begin with the name of a setting. */
const rowsOf = (file: string): readonly (readonly string[])[] =>
  textOf(file)
    .split('\n')
    .filter((line) => /^\| `[A-Z][A-Z_…]+`/u.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([A-Z][A-Z_]+)`/gu)].map(([, name = '']) => name);
const namesOf = (file: string): readonly string[] => rowsOf(file).flatMap(([names = '']) => namesIn(names));

/** The variables of all vendors. Each vendor's own page documents them. */
const vendorVariables: ReadonlySet<string> = new Set(
  vendors.flatMap(({ variables }) => Object.values(variables)),
);

/** The names in the modules that read settings that look like a setting. */
const namesInCode = (): readonly string[] => {
  const files = readdirSync(`${root}src/config`).filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((file) => {
    const code = textOf(`src/config/${file}`).replace(/^\s*(?:\/\/|\/?\*).*$/gmu, '');
    return [...code.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'|^ {2,4}([A-Z]+(?:_[A-Z]+)*):/gmu)];
  });
  const names = found.map(([, quoted, field]) => quoted ?? field ?? '');
  // The exporter reads its headers itself: docs/reference/metrics.md names it.
  return [...new Set(names)].filter((name) => !name.endsWith('_HEADERS'));
};

const problemsWith = (env: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
};

type Bounds = {
  readonly name: string;
  readonly standard: string;
  readonly least: number;
  readonly most: number;
};

const dayMs = 24 * 60 * 60 * 1000;
const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

/** The settings that the page gives as numbers between two bounds. */
const bounded: readonly Bounds[] = rowsOf('docs/reference/settings.md').flatMap(
  ([names = '', standard = '', values = '']) => {
    const [name, ...more] = namesIn(names);
    const found = /(?<least>[\d,]+)(?: \(.*?\))? to (?:(?<most>\d[\d,]*)|a day)/u.exec(
      values.replace('`MAX_ITEMS` to', '1 to'),
    )?.groups;
    if (!name || more.length > 0 || !found || name.startsWith('OTEL_') || name === 'TRUST_PROXY') return [];
    const most = found['most'] === undefined ? dayMs : numberOf(found['most']);
    return [
      { name, standard: /^\d+/u.exec(standard)?.[0] ?? '', least: numberOf(found['least'] ?? ''), most },
    ];
  },
);

describe('the settings in the docs', () => {
  it('are those that the code reads', () => {
    const documented = namesOf('docs/reference/settings.md').filter((name) => !vendorVariables.has(name));
    expect([...new Set(documented)].toSorted()).toEqual(namesInCode().toSorted());
  });

  it.each(vendors)('of $title are on its page', ({ key, variables }) => {
    expect(namesOf(`docs/reference/vendors/${key}.md`)).toEqual(Object.values(variables));
  });

  it('of the README exist', () => {
    const known = new Set([...namesInCode(), ...vendorVariables]);
    const named = [...textOf('README.md').matchAll(/^(?<name>[A-Z_]+)=/gmu)].map(
      ({ groups }) => groups?.['name'] ?? '',
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('have numeric ranges', () => {
    expect(bounded.length).toBeGreaterThan(20);
  });

  it.each(bounded)('$name accepts $least to $most', ({ name, least, most }) => {
    const about = (value: number): readonly string[] =>
      problemsWith({ MAX_ITEMS: '1', [name]: String(value) }).filter((problem) =>
        problem.startsWith(`${name} `),
      );
    expect(about(least)).toEqual([]);
    expect(about(most)).toEqual([]);
    expect(about(least - 1)).not.toEqual([]);
    expect(about(most + 1)).not.toEqual([]);
  });

  it.each(bounded.filter(({ standard }) => standard !== ''))(
    '$name is $standard by default',
    ({ name, standard }) => {
      const keys = { API_KEYS_FILE: `${root}test/docs/keys.json` };
      expect(readConfig({ ...keys, [name]: standard })).toEqual(readConfig(keys));
      expect(readConfig({ ...keys, [name]: String(Number(standard) + 1) })).not.toEqual(readConfig(keys));
    },
  );
});
