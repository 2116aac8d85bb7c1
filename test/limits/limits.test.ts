import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { exceed, settings } from './exceeded.ts';

let app: TestApp;
const cleaning: (() => Promise<void>)[] = [];
beforeAll(async () => {
  app = await startTestApp(settings, (work) => void cleaning.unshift(work));
});
afterAll(async () => {
  for (const work of cleaning) await work();
});

describe('a request over its limit gets the documented answer', () => {
  it.each(Object.entries(exceed))('limits: %s', async (_name, over) => {
    await over(app.url);
    // The gateway continues.
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
  });
});

/** The rows of the table in the docs. */
const rows = readFileSync(new URL('../../docs/reference/limits.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [what, standard, setting, , test] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const name = /^`([A-Z_]+)`$/u.exec(setting ?? '')?.[1];
    return what && standard && name && test ? [{ name, standard, test }] : [];
  });

describe('the table of limits', () => {
  it('lists exactly the limits that are tested here', () => {
    const here = rows.filter(({ test }) => test.startsWith('test/limits/'));
    expect(here.map(({ name }) => name).toSorted()).toEqual(Object.keys(exceed).toSorted());
  });

  it('lists existing tests for all other limits', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const { name, test } of rows) {
      const [file = '', title] = test.split(': ');
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      if (!file.startsWith('test/limits/') && title) expect(text, name).toContain(title);
    }
  });

  it('lists every setting of a limit, with its default', () => {
    const config = ['limits', 'input-limits', 'config'].map((file) =>
      readFileSync(new URL(`../../src/config/${file}.ts`, import.meta.url), 'utf8'),
    );
    const settingsInCode = config.join().matchAll(/^ +((?:MAX|RATE|RETRIES|RETRY)_[A-Z_]+): whole/gmu);
    const names = [...settingsInCode].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    const env = { API_KEYS_FILE: fileURLToPath(new URL('../docs/keys.json', import.meta.url)) };
    const standards = Object.fromEntries(rows.map(({ name, standard }) => [name, standard]));
    expect(readConfig({ ...env, ...standards })).toEqual(readConfig(env));
  });
});
