import type { IncomingMessage } from 'node:http';
import type { Channels } from '../../core/channels/channels.ts';
import { readOnlyTabs } from '../../graphql/examples/read-only-tabs.ts';
import { sandboxTabs } from '../../graphql/examples/sandbox-tabs.ts';
import { lazy } from '../../lib/lazy.ts';
import type { Channel } from '../../ports/channel.ts';
import { writeAsset } from '../assets.ts';
import { type Handler, respond } from '../responses.ts';
import { type GraphiQLAddresses, type GraphiQLFiles, loadGraphiQL } from './files.ts';

type NamedChannel = Pick<Channel, 'key' | 'vendor' | 'sandbox'>;

/** Allows the files of the gateway and nothing from other hosts. The editor writes inline styles. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const titleOf = (isReal: boolean): string => (isReal ? 'Onshelf: real vendors' : 'Onshelf: sandbox');

/** A `<` inside the JSON must not end the element that contains it. */
const optionsOf = (isReal: boolean, { workers }: GraphiQLAddresses): string =>
  JSON.stringify({
    isReal,
    workers,
    options: {
      title: titleOf(isReal),
      defaultTabs: isReal ? readOnlyTabs : sandboxTabs,
      // An API key in the headers must not be stored.
      shouldPersistHeaders: false,
    },
  }).replaceAll('<', '\\u003c');

const escaped = (text: string): string => text.replaceAll(/[&<>"']/gu, (sign) => `&#${sign.codePointAt(0)};`);

const namesOf = (channels: readonly NamedChannel[]): string =>
  channels.map(({ key, vendor }) => `${escaped(key)} (${vendor})`).join(', ');

/** One real vendor among sandboxes is enough for the warning. */
const realOf = (channels: readonly NamedChannel[]): readonly NamedChannel[] =>
  channels.filter(({ sandbox }) => !sandbox);

/** States whether a write reaches a real vendor, and which. With API keys anyone can open the page, so it names none. */
const markOf = (channels: readonly NamedChannel[], isOpen: boolean): string => {
  const real = realOf(channels);
  return real.length > 0
    ? `<div class="onshelf-mark real" role="status"><strong>Real vendors.</strong> A mutation that runs here changes what is sold${isOpen ? ` at ${namesOf(real)}` : ''}. The tabs only read.</div>`
    : `<div class="onshelf-mark sandbox" role="status"><strong>Sandbox vendors.</strong> Nothing here reaches a real vendor${isOpen ? `: ${namesOf(channels)}` : ''}.</div>`;
};

/** Whether a browser opens the address. It cannot send a key with that, and the page contains no secret. */
export const asksForPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && (headers.accept?.includes('text/html') ?? false);

const pageOf = (addresses: GraphiQLAddresses, isReal: boolean, mark: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(isReal)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${addresses.style}">
<script type="application/json" id="onshelf-options">${optionsOf(isReal, addresses)}</script>
<script defer src="${addresses.script}"></script>
</head>
<body class="no-focus-outline">
<noscript>GraphiQL needs JavaScript.</noscript>
${mark}
<div id="root"></div>
</body>
</html>
`;

export type GraphiQL = {
  readonly page: Handler;
  /** Serves the files of the page. They contain no data, so they need no API key. */
  readonly files: Handler;
};

/** The page names the channels that exist when it is opened. A reload of the settings may change them later. */
export const createGraphiQL = (
  channels: Pick<Channels, 'values'>,
  isOpen: boolean,
  load: () => Promise<GraphiQLFiles> = loadGraphiQL,
): GraphiQL => {
  const loaded = lazy(load);
  return {
    page: async (_request, response) => {
      const all = [...channels.values()];
      const { addresses } = await loaded();
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      });
      response.end(pageOf(addresses, realOf(all).length > 0, markOf(all, isOpen)));
    },
    files: async (request, response, path) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD');
        return respond(response, 405);
      }
      const asset = (await loaded()).assets.get(path);
      return asset ? writeAsset(request, response, asset) : respond(response, 404);
    },
  };
};
