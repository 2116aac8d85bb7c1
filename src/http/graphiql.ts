import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Channels } from '../core/channels/channels.ts';
import { readOnlyTabs } from '../graphql/examples/read-only-tabs.ts';
import { sandboxTabs } from '../graphql/examples/sandbox-tabs.ts';
import { lazy } from '../lib/lazy.ts';
import type { Channel } from '../ports/channel.ts';
import type { Handler } from './responses.ts';

type NamedChannel = Pick<Channel, 'key' | 'vendor' | 'sandbox'>;

/**
 * GraphiQL's tabs have the offset of a drag that did not happen (motiondivision/motion#3823). It appears when a tab is
 * pressed: the tab jumps away from the pointer, and the first click is lost.
 */
const heldTabs = '.graphiql-tab.graphiql-tab { transform: none !important }';

/** The mark is a line above GraphiQL. */
const styles = `<style>${heldTabs}
body { display: flex; flex-direction: column; height: 100vh; margin: 0 }
#root { flex: 1; min-height: 0 }
#root, #root .graphiql-container { min-height: 0 !important; height: 100% !important }
.onshelf-mark { flex: none; padding: 6px 12px; font: 14px/1.4 system-ui, sans-serif; color: #fff; overflow-wrap: anywhere }
.onshelf-mark.real { background: #a4161a }
.onshelf-mark.sandbox { background: #1b5e3f }
</style>`;

type Page = { readonly before: string; readonly after: string; readonly policy: string };

/** Allows the page's one script, by its hash, and nothing from other hosts. The editor needs inline styles and workers. */
const policyOf = (html: string): string => {
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash('sha256', script, 'base64')}'`,
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    'worker-src blob:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
};

/**
 * GraphiQL keeps its tabs in the browser's storage, by origin. A gateway with real vendors uses other names there, because
 * the tabs of an earlier sandbox at the same address contain writes that are ready to run.
 */
const ownStorage = `
for (const method of ['getItem', 'setItem', 'removeItem']) {
  const original = Storage.prototype[method];
  Storage.prototype[method] = function (name, ...rest) {
    return original.call(this, String(name).startsWith('graphiql:') ? 'onshelf-real:' + name : name, ...rest);
  };
}
`;

const tagOfBody = /<body[^<>]*>/u;

/**
 * GraphiQL comes out of its package, so no other host is asked; its nine megabytes are loaded when it is first opened.
 */
const render = async (isReal: boolean): Promise<Page> => {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const rendered = renderGraphiQL({
    title: isReal ? 'Onshelf: real vendors' : 'Onshelf: sandbox',
    defaultTabs: [...(isReal ? readOnlyTabs : sandboxTabs)],
    // An API key in the headers must not be stored.
    shouldPersistHeaders: false,
  });
  const html = rendered
    .replace('</head>', () => `${styles}</head>`)
    .replace('<script>', () => `<script>${isReal ? ownStorage : ''}`);
  const body = tagOfBody.exec(html);
  if (!body) throw new Error('The page of GraphiQL has no body');
  const at = body.index + body[0].length;
  return { before: html.slice(0, at), after: html.slice(at), policy: policyOf(html) };
};

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

/** The page names the channels that exist when it is opened. A reload of the settings may change them later. */
export const createGraphiQL = (channels: Pick<Channels, 'values'>, isOpen: boolean): Handler => {
  const pages = { real: lazy(() => render(true)), sandbox: lazy(() => render(false)) };
  return async (_request, response) => {
    const all = [...channels.values()];
    const { before, after, policy } = await pages[realOf(all).length > 0 ? 'real' : 'sandbox']();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(before + markOf(all, isOpen) + after);
  };
};
