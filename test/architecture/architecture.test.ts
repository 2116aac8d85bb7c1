import { describe, expect, it } from 'vitest';
import { findCycle, type Module, readModules, roomOf } from './imports.ts';

const modules = readModules();

/** What each room may import, beside itself. Anything not listed is a wrong turn. */
const mayImport: { readonly [room: string]: readonly string[] } = {
  domain: [],
  ports: ['domain'],
  operations: ['ports', 'domain'],
  graphql: ['operations', 'ports', 'domain'],
  access: ['ports', 'domain'],
  bodies: [],
  http: ['graphql', 'access', 'operations', 'bodies', 'ports', 'domain'],
  vendors: ['vendors/global-link', 'vendors/brightmall', 'vendors/smaregi', 'bodies', 'ports', 'domain'],
  'vendors/global-link': ['vendors', 'ports', 'domain'],
  'vendors/brightmall': ['vendors', 'ports', 'domain'],
  'vendors/smaregi': ['vendors', 'ports', 'domain'],
  postgres: ['ports', 'domain'],
  journal: ['postgres', 'ports', 'domain'],
  events: ['postgres', 'ports', 'domain'],
  telemetry: ['operations', 'ports', 'domain'],
  throttle: ['postgres', 'ports', 'domain'],
  move: ['journal', 'postgres', 'ports', 'domain'],
  accounts: ['journal', 'postgres', 'ports', 'domain'],
  sandbox: [],
  config: ['access', 'vendors', 'ports', 'domain', 'top'],
};

const wrongTurns = (list: readonly Module[]): readonly string[] =>
  list.flatMap(({ path, imports }) => {
    const room = roomOf(path);
    if (room === 'top') return [];
    const allowed = [room, ...(mayImport[room] ?? [])];
    return imports
      .filter((target) => !allowed.includes(roomOf(target)))
      .map((target) => `${path} → ${target}`);
  });

const module = (path: string, ...imports: string[]): Module => ({ path, imports, source: '', packages: [] });

describe('the house', () => {
  it('has modules to look at', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.flatMap((one) => one.imports).length).toBeGreaterThan(200);
  });

  it('lets imports point one way', () => {
    expect(wrongTurns(modules)).toEqual([]);
  });

  it('keeps the registry the only shared module of the vendors that knows one of them', () => {
    const knowing = modules.filter(
      ({ path, imports }) =>
        roomOf(path) === 'vendors' && imports.some((to) => roomOf(to).startsWith('vendors/')),
    );
    expect(knowing.map((one) => one.path)).toEqual(['vendors/registry.ts']);
  });

  it('has no cycle', () => {
    expect(findCycle(modules)).toBeNull();
  });

  it('names concrete parts in state.ts only, and where a journal is worked on that no gateway has', () => {
    const concrete = ['journal', 'events', 'throttle'];
    const naming = modules.filter(
      ({ path, imports }) =>
        ![...concrete, 'move', 'accounts'].includes(roomOf(path)) &&
        imports.some((to) => concrete.includes(roomOf(to))),
    );
    expect(naming.map((one) => one.path)).toEqual(['state.ts']);
  });

  it('reads the environment where a program starts, for the settings', () => {
    const reading = modules.filter(({ source }) => /process\.env|\benv\b.*from 'node:process'/.test(source));
    expect(reading.map((one) => one.path)).toEqual(['accounts.ts', 'keys.ts', 'migrate.ts', 'start.ts']);
  });

  it('keeps every file short', () => {
    const long = modules.filter(({ source }) => source.split('\n').length > 201);
    expect(long.map((one) => one.path)).toEqual([]);
  });

  it('would see a wrong turn and a cycle', () => {
    expect(wrongTurns([module('domain/a.ts', 'journal/b.ts')])).toEqual(['domain/a.ts → journal/b.ts']);
    expect(wrongTurns([module('vendors/smaregi/a.ts', 'vendors/brightmall/b.ts')])).toHaveLength(1);
    expect(findCycle([module('a.ts', 'b.ts'), module('b.ts', 'a.ts')])).toEqual(['a.ts', 'b.ts', 'a.ts']);
  });
});
