import { describe, expect } from 'vitest';
import { until } from '../support/client.ts';
import { type CollectedSpan, startCollector } from '../support/collector.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';
import { SetStock } from './documents.ts';

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;

const send = async (
  url: string,
  items: object[],
  headers: Record<string, string> = {},
  waitMs = 10_000,
): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: String(SetStock), variables: { input: { items, waitMs } } }),
  });
  return response.json();
};

const named = (spans: readonly CollectedSpan[], name: string): CollectedSpan => {
  const found = spans.filter((span) => span.name === name);
  const [first] = found;
  if (!first || found.length > 1)
    throw new Error(`${found.length} spans ${name} of ${spans.map((one) => one.name)}`);
  return first;
};

/** From a span to its oldest ancestor in the trace. */
const pathOf = (spans: readonly CollectedSpan[], from: CollectedSpan): readonly string[] => {
  const parent = spans.find(({ spanId }) => spanId === from.parentSpanId);
  return [from.name, ...(parent ? pathOf(spans, parent) : [])];
};

describe('traces', () => {
  it.concurrent('connect request, acceptance, vendor call, webhook and settlement', async ({
    startGateway,
    vendors,
    onTestFinished,
  }) => {
    const collector = await startCollector(onTestFinished);
    const { child, url, ended, said } = await startGateway({
      ...vendors.settings,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    await send(url, [globalLinkStock('product-001', 1), smaregiStock('567', 2)], { traceparent });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);

    const { spans } = collector;
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([caller.traceId]));
    const request = named(spans, 'mutation SetStock');
    expect(request.parentSpanId).toBe(caller.spanId);
    const way = ['accept', 'mutation SetStock'];
    expect(pathOf(spans, named(spans, 'send global-link'))).toEqual(['send global-link', ...way]);
    expect(pathOf(spans, named(spans, 'webhook'))).toEqual(['webhook', 'send smaregi', ...way]);
    const settled = spans
      .filter(({ name }) => name === 'settle')
      .map((span) => pathOf(spans, span).join(' < '));
    expect(settled.toSorted()).toEqual([
      'settle < send global-link < accept < mutation SetStock',
      'settle < webhook < send smaregi < accept < mutation SetStock',
    ]);
    // Requests to the vendors name their span, and so do the log lines.
    const [sent] = vendors.globalLink.control.requests();
    expect(sent?.headers['traceparent']).toBe(
      `00-${caller.traceId}-${named(spans, 'send global-link').spanId}-01`,
    );
    expect(said.err).toContain(`"trace_id":"${caller.traceId}"`);
  });

  it.concurrent('of a request with rows of two mutations link to both', async ({
    startGateway,
    vendors,
    onTestFinished,
  }) => {
    const collector = await startCollector(onTestFinished);
    const { child, url, ended } = await startGateway({
      ...vendors.settings,
      VENDOR_CONCURRENCY: '1',
      VENDOR_TIMEOUT_MS: '4000',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    // While this one is answered, the other two are batched.
    vendors.globalLink.control.fail({ on: 'stock-updates', kind: 'hang' });
    const first = send(url, [globalLinkStock('product-001', 1)]);
    await until(
      () => vendors.globalLink.control.requests().length,
      (count) => count === 1,
    );
    await Promise.all([
      first,
      send(url, [globalLinkStock('product-002', 2)]),
      send(url, [globalLinkStock('product-003', 3)]),
    ]);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);

    const accepts = collector.spans.filter(({ name }) => name === 'accept');
    const sends = collector.spans.filter(({ name }) => name === 'send global-link');
    expect(new Set(accepts.map(({ traceId }) => traceId)).size).toBe(3);
    const both = sends.find(({ links }) => links.length === 2);
    if (!both) throw new Error(`No request has two links: ${JSON.stringify(sends)}`);
    for (const link of both.links) expect(accepts.map(({ spanId }) => spanId)).toContain(link.spanId);
    expect(both.links.map(({ spanId }) => spanId)).toContain(both.parentSpanId);
  });

  it.concurrent('continue with a webhook that comes after a restart', async ({
    startGateway,
    vendors,
    onTestFinished,
  }) => {
    const collector = await startCollector(onTestFinished);
    const settings = { ...vendors.settings, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    vendors.smaregi.control.fail({ on: 'webhook', kind: 'never' });
    const first = await startGateway(settings);
    await send(first.url, [smaregiStock('567', 3)], { traceparent }, 0);
    await until(
      () => first.said.err,
      (said) => said.includes('/stock/bulk'),
    );
    const requests = vendors.smaregi.control.requests().filter(({ path }) => path.endsWith('/stock/bulk'));
    const callbackUrl = String(Object(requests[0]?.body)['callbackUrl']);
    first.child.kill('SIGTERM');
    await first.ended;
    const second = await startGateway(settings);
    const path = new URL(callbackUrl).pathname;
    const answer = await fetch(`${second.url}${path}`, {
      method: 'POST',
      body: JSON.stringify({ requestId: 'not-the-one', message: 'x' }),
    });
    expect(answer.status).not.toBe(404);
    second.child.kill('SIGTERM');
    await second.ended;
    const webhook = named(collector.spans, 'webhook');
    expect(webhook.traceId).toBe(caller.traceId);
    expect(webhook.parentSpanId).toBe(named(collector.spans, 'send smaregi').spanId);
  }, 60_000);
});
