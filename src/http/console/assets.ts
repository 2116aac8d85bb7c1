import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

const types: { readonly [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type Asset = {
  readonly type: string;
  readonly body: Buffer;
  /** Null if the file is compressed already. */
  readonly gzipped: Buffer | null;
};

export type ConsoleFiles = {
  readonly page: string;
  /** By name. A name contains a hash of the content. */
  readonly assets: ReadonlyMap<string, Asset>;
};

const readAsset = async (path: string): Promise<Asset> => {
  const body = await readFile(path);
  const extension = extname(path);
  return {
    type: types[extension] ?? 'application/octet-stream',
    body,
    gzipped: extension === '.woff2' ? null : await compress(body, { level: 9 }),
  };
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
