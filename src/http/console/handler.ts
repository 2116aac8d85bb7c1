import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { lazy } from '../../lib/lazy.ts';
import type { Log } from '../../ports/log.ts';
import { writeAsset } from '../assets.ts';
import { type Handler, refuseHost, respond } from '../responses.ts';
import type { IsKnownHost } from '../security/origins.ts';
import { findConsole } from './build.ts';
import { type ConsoleFiles, readConsole } from './files.ts';

export const consolePath = '/console';

/** The page contains this text where the nonce belongs. */
const nonceMark = '%NONCE%';

/**
 * Allows the files of the gateway and requests to it. No script in the page runs. The component library adds a style
 * with the nonce of the page.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const writePage = (request: IncomingMessage, response: ServerResponse, page: string): void => {
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyOf(nonce),
  });
  response.end(request.method === 'HEAD' ? undefined : page.replaceAll(nonceMark, nonce));
};

const writeProblem = (response: ServerResponse, problem: string): void => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(`${problem}\n`);
};

/** Gives the files of the console, or the reason why there are none. */
export type LoadConsole = () => Promise<ConsoleFiles | { readonly problem: string }>;

const load: LoadConsole = async () => {
  const found = await findConsole();
  return found.type === 'built' ? readConsole(found.folder) : { problem: found.problem };
};

/**
 * Serves the console: its page at every address below `/console`, because the page itself decides what an address shows,
 * and its files below `/console/assets/`. It needs no API key: the page contains no data and asks for the key. The files
 * are loaded, and from sources built, at the first request, so the start of the gateway does not wait for them.
 */
export const createConsole = (
  isKnownHost: IsKnownHost,
  log: Pick<Log, 'error'>,
  loadFiles: LoadConsole = load,
): Handler => {
  const files = lazy(async () => {
    const loaded = await loadFiles();
    if ('problem' in loaded) {
      log.error({ problem: loaded.problem }, 'The console cannot be served');
      throw new ConsoleMissing(loaded.problem);
    }
    return loaded;
  });

  return async (request, response, path) => {
    if (!isKnownHost(request)) return refuseHost(response);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return respond(response, 405);
    }
    let loaded: ConsoleFiles;
    try {
      loaded = await files();
    } catch (error) {
      if (!(error instanceof ConsoleMissing)) throw error;
      return writeProblem(response, error.message);
    }
    const prefix = `${consolePath}/assets/`;
    if (!path.startsWith(prefix)) return writePage(request, response, loaded.page);
    const asset = loaded.assets.get(path.slice(prefix.length));
    return asset ? writeAsset(request, response, asset) : respond(response, 404);
  };
};

class ConsoleMissing extends Error {
  override readonly name = 'ConsoleMissing';
}
