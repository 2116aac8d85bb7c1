import { hash } from 'node:crypto';
import type { Access } from '../access/access.ts';
import type { Channels } from '../core/channels/channels.ts';
import { consolePath } from './console/handler.ts';
import { asksForPage } from './graphiql/page.ts';
import { graphqlPath } from './graphql/yoga.ts';
import { metricsPath } from './metrics.ts';
import { type Handler, respond } from './responses.ts';

type Link = { readonly name: string; readonly path: string; readonly text: string };

export type WelcomeDeps = {
  readonly channels: Pick<Channels, 'values'>;
  readonly access: Pick<Access, 'isOpen'>;
  readonly console: Handler | null;
  readonly graphiql: object | null;
  readonly metrics: Handler | null;
};

const description =
  'A GraphQL gateway over commerce vendors: one schema for the products, stores and stock of all vendors, and one typed result for every item of a mutation.';

const linksOf = ({ access, console, graphiql, metrics }: WelcomeDeps): readonly Link[] => {
  const key = access.isOpen ? '' : ' It asks for an API key.';
  const links = [
    console && {
      name: 'Console',
      path: consolePath,
      text: `See channels, operations, products and stock.${key}`,
    },
    graphiql && {
      name: 'GraphiQL',
      path: graphqlPath,
      text: 'Write and run queries. Each tab is an example.',
    },
    {
      name: 'Health',
      path: '/health/ready',
      text: 'Whether the gateway is ready, and what is wrong if not.',
    },
    metrics && { name: 'Metrics', path: metricsPath, text: 'Metrics in the text format of Prometheus.' },
  ];
  return links.filter((link) => link !== null);
};

const styles = `
:root { color-scheme: light dark; --ink: light-dark(#16211c, #e8eeea); --soft: light-dark(#56655d, #9fb0a6);
  --page: light-dark(#f6f8f6, #101613); --card: light-dark(#fff, #19211d); --line: light-dark(#dbe3de, #2b3631);
  --strong: light-dark(#1b5e3f, #6fd3a2) }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: clamp(2rem, 8vh, 6rem) 1.25rem }
h1 { margin: 0 0 .5rem; font-size: 2.25rem; letter-spacing: -.02em }
p { margin: 0 0 1.25rem; color: var(--soft) }
ul { list-style: none; margin: 0 0 1.5rem; padding: 0; display: grid; gap: .75rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)) }
a { display: block; height: 100%; padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--card); color: inherit; text-decoration: none }
a:hover { border-color: var(--strong) }
a:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px }
strong { display: block; color: var(--strong) }
code { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
.mark { padding: .75rem 1.1rem; border-left: 4px solid var(--strong); background: var(--card); color: var(--ink) }
.mark.real { border-color: #c1121f }
`;

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231b5e3f'/%3E%3Cpath d='M3 6h10M3 11h10M5 3v3m4-3v3m-2 2v3m4-3v3' stroke='%23fff' stroke-width='1.5'/%3E%3C/svg%3E";

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', styles, 'base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const htmlOf = (links: readonly Link[], isReal: boolean, isOpen: boolean): string => {
  const cards = links.map(
    ({ name, path, text }) => `<li><a href="${path}"><strong>${name}</strong>${text}</a></li>`,
  );
  const mark = isReal
    ? '<p class="mark real">The vendors are real. A mutation changes what is sold.</p>'
    : '<p class="mark">The vendors are a sandbox. Nothing here reaches a real vendor.</p>';
  const key = isOpen ? '' : ' Send the API key as <code>Authorization: Bearer &lt;key&gt;</code>.';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Onshelf</title>
<link rel="icon" href="${icon}">
<style>${styles}</style>
</head>
<body>
<main>
<h1>Onshelf</h1>
<p>${description}</p>
${mark}
<ul>
${cards.join('\n')}
</ul>
<p>Programs send GraphQL to <code>${graphqlPath}</code>, over HTTP, server-sent events or WebSocket.${key}</p>
</main>
</body>
</html>
`;
};

/**
 * Answers `/`: states what the gateway is, whether its vendors are real, and where to go. A browser gets a page, and any
 * other client gets JSON. Both contain no name of a channel, because anyone can read them.
 */
export const createWelcome = (deps: WelcomeDeps): Handler => {
  const links = linksOf(deps);
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return respond(response, 405);
    }
    // A page for a browser and JSON for a program have one address.
    response.setHeader('vary', 'accept');
    if (!asksForPage(request)) {
      const paths = links.map(({ name, path }) => [name.toLowerCase(), path]);
      return respond(response, 200, {
        name: 'Onshelf',
        description,
        graphql: graphqlPath,
        ...Object.fromEntries(paths),
      });
    }
    const isReal = [...deps.channels.values()].some(({ sandbox }) => !sandbox);
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .end(htmlOf(links, isReal, deps.access.isOpen));
  };
};
