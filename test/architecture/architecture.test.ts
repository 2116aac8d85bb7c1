import { describe, expect, it } from 'vitest';
import { vendors } from '../../src/adapters/vendors/index.ts';
import { findCycle, layerOf, type Module, readModules } from './imports.ts';

const modules = readModules();

const rules = ['ports', 'domain', 'lib'];

/** Each vendor's folder is a layer of its own. */
const vendorLayers = [
  ...new Set(modules.map(({ path }) => layerOf(path)).filter((layer) => layer.startsWith('vendors/'))),
];

/** What each layer may import, beside itself. Anything not listed is a forbidden import. */
const mayImport: { readonly [layer: string]: readonly string[] } = {
  lib: [],
  domain: ['lib'],
  ports: ['domain', 'lib'],
  core: ['decide', ...rules],
  decide: rules,
  graphql: ['core', 'vendors', ...rules],
  access: rules,
  http: ['graphql', 'access', 'core', 'vendors', ...rules],
  vendors: [...vendorLayers, 'sandbox', ...rules],
  ...Object.fromEntries(vendorLayers.map((layer) => [layer, ['vendors', 'sandbox', ...rules]])),
  'journal-rows': ['decide', ...rules],
  'webhook-rows': ['decide', 'journal-rows', ...rules],
  webhooks: rules,
  lists: rules,
  'operation-channels': ['decide', ...rules],
  sqlite: ['decide', 'journal-rows', 'webhook-rows', 'lists', 'operation-channels', ...rules],
  postgres: ['decide', 'journal-rows', 'webhook-rows', 'lists', 'operation-channels', 'in-process', ...rules],
  'in-process': rules,
  telemetry: ['core', ...rules],
  sandbox: ['lib'],
  config: ['access', 'vendors', ...rules],
  cli: [
    'access',
    'config',
    'decide',
    'journal-rows',
    'sqlite',
    'postgres',
    'app',
    'vendors',
    'sandbox',
    ...rules,
  ],
};

const forbiddenImports = (list: readonly Module[]): readonly string[] =>
  list.flatMap(({ path, imports }) => {
    const layer = layerOf(path);
    if (layer === 'app') return [];
    const allowed = [layer, ...(mayImport[layer] ?? [])];
    return imports
      .filter((target) => !allowed.includes(layerOf(target)))
      .map((target) => `${path} → ${target}`);
  });

const module = (path: string, ...imports: string[]): Module => ({ path, imports, source: '', packages: [] });

describe('the architecture', () => {
  it('has modules', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.flatMap((one) => one.imports).length).toBeGreaterThan(200);
  });

  it('has imports in one direction only', () => {
    expect(forbiddenImports(modules)).toEqual([]);
  });

  it('shares no module of the vendors that imports a vendor, except the list', () => {
    const importing = modules.filter(
      ({ path, imports }) =>
        layerOf(path) === 'vendors' && imports.some((to) => layerOf(to).startsWith('vendors/')),
    );
    expect(importing.map((one) => one.path)).toEqual(['adapters/vendors/index.ts']);
  });

  it('imports no module of the vendors in other layers, except the list', () => {
    const shown = modules
      .filter(({ path }) => !layerOf(path).startsWith('vendors'))
      .flatMap(({ imports }) => imports.filter((to) => layerOf(to).startsWith('vendors')));
    expect([...new Set(shown)]).toEqual(['adapters/vendors/index.ts']);
  });

  it("loads a vendor's simulation only in that vendor's definition", () => {
    const loading = modules
      .filter(({ path }) => layerOf(path).startsWith('vendors'))
      .flatMap(({ path, imports }) => imports.map((to) => ({ path, to })))
      .filter(({ to }) => layerOf(to) === 'sandbox' && !to.startsWith('sandbox/core/'));
    expect(loading.map(({ path, to }) => path.replace('adapters/vendors', 'sandbox') === to)).toEqual(
      vendorLayers.map(() => true),
    );
  });

  /** `GLOBAL_LINK` is also written as global-link, globalLink and Global Link. */
  it.each(vendors)('names $title in its own folders and in the list only', ({ name, key }) => {
    const pattern = new RegExp(name.replaceAll('_', '[ _-]?'), 'iu');
    const own = [`adapters/vendors/${key}/`, `sandbox/${key}/`];
    const naming = modules
      .filter(({ path }) => !own.some((folder) => path.startsWith(folder)))
      .flatMap(({ path, source }) =>
        source.split('\n').flatMap((line) => (pattern.test(line) ? [`${path}: ${line}`] : [])),
      );
    expect(naming).toEqual([
      expect.stringContaining('adapters/vendors/index.ts: import {'),
      expect.stringContaining('adapters/vendors/index.ts: export const vendors'),
    ]);
  });

  it('has no import cycle', () => {
    expect(findCycle(modules)).toBeNull();
  });

  it('names the stores in one module of the gateway', () => {
    const stores = ['journal-rows', 'webhook-rows', 'lists', 'sqlite', 'postgres', 'in-process'];
    const naming = modules.filter(
      ({ path, imports }) =>
        ![...stores, 'cli'].includes(layerOf(path)) && imports.some((to) => stores.includes(layerOf(to))),
    );
    expect(naming.map((one) => one.path)).toEqual(['app/storage.ts']);
  });

  it('reads the environment only where a program starts', () => {
    const reading = modules.filter(({ source }) => /process\.env|\benv\b.*from 'node:process'/.test(source));
    expect(reading.map((one) => one.path).toSorted()).toEqual([
      'app/start.ts',
      'cli/accounts/run.ts',
      'cli/keys/run.ts',
      'cli/migrate-journal/run.ts',
    ]);
  });

  it('keeps every file at most 400 lines', () => {
    const long = modules.filter(({ source }) => source.split('\n').length > 401);
    expect(long.map((one) => one.path)).toEqual([]);
  });

  it('reports a forbidden import and a cycle', () => {
    expect(forbiddenImports([module('domain/a.ts', 'core/b.ts')])).toEqual(['domain/a.ts → core/b.ts']);
    expect(
      forbiddenImports([module('adapters/vendors/smaregi/a.ts', 'adapters/vendors/brightmall/b.ts')]),
    ).toHaveLength(1);
    expect(findCycle([module('a.ts', 'b.ts'), module('b.ts', 'a.ts')])).toEqual(['a.ts', 'b.ts', 'a.ts']);
  });
});
