import type { App } from './compose.ts';

/** What a person who just started the gateway wants to know. */
export const greeting = ({ url, channels, sandbox, metricsUrl }: App): string => {
  const names = channels.map(({ id }) => id).join(', ');
  const lines = [
    `Onshelf is ready at ${url}/graphql`,
    sandbox
      ? `  GraphiQL   open ${url}/graphql in a browser: each tab is something to try`
      : `  GraphiQL   open ${url}/graphql in a browser: its tabs only read`,
    `  Channels   ${names}`,
  ];
  if (!sandbox) lines.push('  Vendors    real: a write changes what is sold there');
  if (metricsUrl) lines.push(`  Metrics    ${metricsUrl}`);
  if (sandbox) {
    lines.push(
      '  Sandbox    no vendor is configured, so these are the gateway’s own stand-ins; README lists the ids to try',
      `  Try        curl ${url}/graphql -H 'content-type: application/json' -d '${example}'`,
    );
  }
  return `${lines.join('\n')}\n`;
};

const example = JSON.stringify({
  query:
    'mutation { updateStock(input: { items: [{ channel: "global-link", productId: "product-001", quantity: 12 }] }) ' +
    '{ results { __typename status } } }',
});
