import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { loadedLate } from '../domain/loaded-late.ts';
import { exampleTabs } from '../graphql/example-tabs.ts';
import type { Handler } from './handle.ts';

/**
 * GraphiQL's tabs carry the offset of a drag that never was (motiondivision/motion#3823), and hide it until one is
 * pressed: that tab jumps away from under the pointer, and the first click on it is lost.
 */
const heldTabs = '<style>.graphiql-tab.graphiql-tab { transform: none !important }</style>';

type Page = { readonly html: Buffer; readonly policy: string };

/** Its one script, known by its hash, and nothing of any other host. The editor styles itself and has workers of its own. */
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

const options = {
  title: 'Onshelf',
  defaultTabs: [...exampleTabs],
  // An API key that stands in the headers is gone with the tab.
  shouldPersistHeaders: false,
};

/** GraphiQL comes out of its package, so no other host is asked; its nine megabytes are loaded when it is first opened. */
const render = async (): Promise<Page> => {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const rendered = renderGraphiQL(options);
  const html = rendered.replace('</head>', () => `${heldTabs}</head>`);
  return { html: Buffer.from(html), policy: policyOf(html) };
};

/** A browser that opens the address, as its reader does: it can send no key with that, and the page holds no secret. */
export const asksForPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && (headers.accept?.includes('text/html') ?? false);

export const createGraphiQL = (): Handler => {
  const page = loadedLate(render);
  return async (_request, response) => {
    const { html, policy } = await page();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(html);
  };
};
