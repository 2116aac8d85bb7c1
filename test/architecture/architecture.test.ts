import { describe, expect, it } from 'vitest';
import { findCycle, layerOf, type Module, readModules } from './imports.ts';

const modules = readModules();

const rules = ['ports', 'domain', 'lib'];

/** What each layer may import, beside itself. Anything not listed is a forbidden import. */
const mayImport: { readonly [layer: string]: readonly string[] } = {
  lib: [],
  domain: ['lib'],
  ports: ['domain', 'lib'],
  core: ['decide', ...rules],
  decide: rules,
  graphql: ['core', ...rules],
  access: rules,
  http: ['graphql', 'access', 'core', ...rules],
  vendors: ['vendors/global-link', 'vendors/brightmall', 'vendors/smaregi', ...rules],
  'vendors/global-link': ['vendors', ...rules],
  'vendors/brightmall': ['vendors', ...rules],
  'vendors/smaregi': ['vendors', ...rules],
  journal: ['decide', 'postgres', ...rules],
  sqlite: ['decide', 'journal', ...rules],
  postgres: ['decide', 'journal', 'in-process', ...rules],
  'in-process': rules,
  telemetry: ['core', ...rules],
  sandbox: ['lib'],
  config: ['access', 'vendors', ...rules],
  cli: ['access', 'config', 'decide', 'journal', 'sqlite', 'postgres', 'app', 'sandbox', ...rules],
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
  it('has modules to look at', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.flatMap((one) => one.imports).length).toBeGreaterThan(200);
  });

  it('lets imports point one way', () => {
    expect(forbiddenImports(modules)).toEqual([]);
  });

  it('keeps the registry the only shared module of the vendors that imports one of them', () => {
    const importing = modules.filter(
      ({ path, imports }) =>
        layerOf(path) === 'vendors' && imports.some((to) => layerOf(to).startsWith('vendors/')),
    );
    expect(importing.map((one) => one.path)).toEqual(['adapters/vendors/registry.ts']);
  });

  it('has no cycle', () => {
    expect(findCycle(modules)).toBeNull();
  });

  it('names the stores in one module of the gateway', () => {
    const stores = ['journal', 'sqlite', 'postgres', 'in-process'];
    const naming = modules.filter(
      ({ path, imports }) =>
        ![...stores, 'cli'].includes(layerOf(path)) && imports.some((to) => stores.includes(layerOf(to))),
    );
    expect(naming.map((one) => one.path)).toEqual(['app/storage.ts']);
  });

  it('reads the environment where a program starts, for the settings', () => {
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
