import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../src');

/** Every module of src by its path below src, with the modules of src and the packages it imports. */
export type Module = {
  readonly path: string;
  readonly source: string;
  readonly imports: readonly string[];
  readonly packages: readonly string[];
};

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;

export const readModules = (): readonly Module[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      const specifiers = [...source.matchAll(importPattern)].map(
        (match) => match[1] ?? match[2] ?? match[3] ?? '',
      );
      const isLocal = (specifier: string) => specifier.startsWith('.');
      return {
        path,
        source,
        imports: specifiers
          .filter(isLocal)
          .map((specifier) => relative(root, resolve(root, dirname(path), specifier))),
        packages: specifiers.filter((specifier) => !isLocal(specifier)),
      };
    });

const vendorFolder = /^adapters\/vendors\/(?!http\/)[^/]+\//u;

/**
 * The layer of a module: its top folder, with one layer per adapter, per vendor and for `core/decide`. `main.ts` is in
 * `app`.
 */
export const layerOf = (path: string): string => {
  const [first = '', second = '', third = ''] = path.split('/');
  if (first === path) return 'app';
  if (first === 'core' && second === 'decide') return second;
  if (first !== 'adapters') return first;
  if (third === '') return second.replace('.ts', '');
  return vendorFolder.test(path) ? `vendors/${third}` : second;
};

/** The first cycle of imports, as the paths on it; null when there is none. */
export const findCycle = (modules: readonly Module[]): readonly string[] | null => {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of byPath.get(path)?.imports ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const { path } of modules) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
};
