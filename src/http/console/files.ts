import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Asset, compressed, css, javascript } from '../assets.ts';

const types: { readonly [extension: string]: string } = {
  '.css': css,
  '.js': javascript,
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type ConsoleFiles = {
  readonly page: string;
  /** By name. A name contains a hash of the content. */
  readonly assets: ReadonlyMap<string, Asset>;
};

const readAsset = async (path: string): Promise<Asset> => {
  const body = await readFile(path);
  const extension = extname(path);
  const type = types[extension] ?? 'application/octet-stream';
  return extension === '.woff2' ? { type, body, gzipped: null } : compressed(type, body);
};

/** Reads the built console. It is kept in memory, compressed once: some hundred kilobytes. */
export const readConsole = async (folder: string): Promise<ConsoleFiles> => {
  const names = await readdir(join(folder, 'assets'));
  const read = names.map(async (name) => [name, await readAsset(join(folder, 'assets', name))] as const);
  return {
    page: await readFile(join(folder, 'index.html'), 'utf8'),
    assets: new Map(await Promise.all(read)),
  };
};
