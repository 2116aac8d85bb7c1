import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { confirmInventory, replaceProducts, setStock, until } from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const dashboard = z
  .object({
    schemaVersion: z.number(),
    panels: z.array(
      z.object({
        title: z.string(),
        description: z.string().min(20),
        targets: z.array(z.object({ expr: z.string() })).min(1),
      }),
    ),
  })
  .parse(JSON.parse(read('ops/grafana-dashboard.json')));

const alerts = [
  ...read('ops/alerts.yaml').matchAll(
    /- alert: (?<name>\w+)\n\s+expr: (?<expr>[\s\S]*?)\n\s+(?:for|labels):/gu,
  ),
].map(({ groups }) => ({ name: groups?.['name'] ?? '', expr: groups?.['expr'] ?? '' }));

const expressions = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...alerts.map(({ expr }) => expr),
];

/** The queried labels of a metric. `up` is a metric of Prometheus itself. */
const selectorsOf = (expression: string) =>
  [...expression.matchAll(/\b(?<name>(?:onshelf|nodejs|process)_\w+)(?:\{(?<labels>[^}]*)\})?/gu)].map(
    ({ groups }) => ({
      name: groups?.['name'] ?? '',
      labels: [...(groups?.['labels'] ?? '').matchAll(/(?<label>\w+)=~?"(?<value>[^"]*)"/gu)].map(
        (match) => [match.groups?.['label'] ?? '', match.groups?.['value'] ?? ''] as const,
      ),
    }),
  );
const groupedBy = (expression: string): readonly string[] =>
  [...expression.matchAll(/\bby \((?<labels>[^)]*)\)/gu)].flatMap(({ groups }) =>
    (groups?.['labels'] ?? '').split(',').map((label) => label.trim()),
  );

/** A sample of the answer: its name, its labels and its value. */
const samplesOf = (text: string) =>
  text.split('\n').flatMap((line) => {
    const {
      name = '',
      labels = '',
      value = '',
    } = /^(?<name>\w+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/u.exec(line)?.groups ?? {};
    if (name === '') return [];
    const pairs = [...labels.matchAll(/(?<label>\w+)="(?<of>[^"]*)"/gu)];
    return [
      {
        name,
        labels: Object.fromEntries(
          pairs.map(({ groups }) => [groups?.['label'] ?? '', groups?.['of'] ?? '']),
        ),
        value: Number(value),
      },
    ];
  });
type Sample = ReturnType<typeof samplesOf>[number];

const scrape = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/u);
  return response.text();
};
const sumOf = (samples: readonly Sample[], name: string, labels: Sample['labels'] = {}): number =>
  samples
    .filter((one) => one.name === name)
    .filter((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);

describe('metrics', () => {
  it('count what a gateway did, and every graph and alarm uses existing metrics', async ({
    startGateway,
    vendors,
  }) => {
    const { url } = await startGateway({ ...vendors.settings, VENDOR_TIMEOUT_MS: '30000' });
    const { globalLink, smaregi } = vendors;
    globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 503 });
    smaregi.control.fail({ on: 'webhook', kind: 'twice' });
    await setStock(url, [
      globalLinkStock('product-001', 1),
      globalLinkStock('missing-001', 1),
      globalLinkStock('product-002', -1),
      smaregiStock('567', 1),
      { ...globalLinkStock('x', 1), channel: 'not-configured' },
    ]);
    await replaceProducts(url, [product('product-001')]);
    await confirmInventory(url, [confirmation(orderItem(1))]);
    await fetch(`${url}/webhooks/smaregi/guessed`, { method: 'POST', body: '{}' });
    await until(
      async () => sumOf(samplesOf(await scrape(url)), 'onshelf_webhooks_total', { result: 'TAKEN' }),
      (taken) => taken === 2,
    );

    const text = await scrape(url);
    const samples = samplesOf(text);
    const count = (name: string, labels: Sample['labels'] = {}) => sumOf(samples, name, labels);
    const stock = { channel: 'global-link', kind: 'STOCK_SET' };
    expect(count('onshelf_items_accepted_total', stock)).toBe(2);
    expect(count('onshelf_items_total', { ...stock, outcome: 'APPLIED' })).toBe(1);
    expect(count('onshelf_items_total', { ...stock, outcome: 'FAILED' })).toBe(1);
    expect(count('onshelf_items_total', { ...stock, outcome: 'INVALID' })).toBe(1);
    expect(count('onshelf_items_total', { channel: 'unknown', outcome: 'INVALID' })).toBe(1);
    expect(text).not.toContain('not-configured');
    expect(count('onshelf_items_total', { channel: 'smaregi', outcome: 'APPLIED' })).toBe(1);
    expect(count('onshelf_items_total', { kind: 'PRODUCT_REPLACEMENT', outcome: 'APPLIED' })).toBe(1);
    expect(count('onshelf_items_total', { kind: 'INVENTORY_CONFIRMATION', outcome: 'APPLIED' })).toBe(1);
    expect(count('onshelf_request_duration_seconds_count', { type: 'mutation', outcome: 'OK' })).toBe(3);
    expect(count('onshelf_vendor_request_rows_sum', stock)).toBe(4);
    expect(count('onshelf_vendor_retries_total', stock)).toBe(1);
    const calls = 'onshelf_vendor_call_duration_seconds_count';
    expect(count(calls, { channel: 'global-link', outcome: 'FAILED' })).toBe(1);
    expect(count(calls, { channel: 'smaregi', endpoint: 'token' })).toBe(1);
    expect(count('onshelf_webhooks_total', { result: 'UNKNOWN_SECRET' })).toBe(1);
    expect(count('onshelf_journal_write_duration_seconds_count', { write: 'accept' })).toBe(3);
    expect(count('onshelf_channel_status', { channel: 'smaregi', status: 'UP' })).toBe(1);
    for (const gauge of [
      'onshelf_queued_items',
      'onshelf_items_under_way',
      'onshelf_vendor_requests_in_flight',
    ])
      expect(count(gauge)).toBe(0);

    const names = new Set(samples.map(({ name }) => name));
    const declared = new Set([...text.matchAll(/^# TYPE (\w+)/gmu)].map(([, name]) => name));
    for (const expression of expressions) {
      const selectors = selectorsOf(expression);
      const labels = new Set(
        samples
          .filter(({ name }) => selectors.some((one) => one.name === name))
          .flatMap((sample) => Object.keys(sample.labels)),
      );
      for (const { name, labels: asked } of selectors) {
        expect(declared, expression).toContain(
          names.has(name) ? name.replace(/_(bucket|sum|count)$/u, '') : name,
        );
        for (const [label] of asked) if (labels.size > 0) expect([...labels], expression).toContain(label);
      }
      for (const label of groupedBy(expression))
        if (labels.size > 0) expect([...labels], expression).toContain(label);
    }
  });

  it('have eight graphs, and alarms that the incidents page explains', () => {
    expect(dashboard.panels).toHaveLength(8);
    expect(alerts).toHaveLength(read('ops/alerts.yaml').match(/alert:/gu)?.length ?? 0);
    expect(alerts.length).toBeGreaterThan(5);
    expect(
      expressions.every((expression) => selectorsOf(expression).length > 0 || /\bup\b/u.test(expression)),
    ).toBe(true);
    const handbook = read('docs/guide/incidents.md');
    const headings = new Set(
      [...handbook.matchAll(/^### (?<name>Onshelf\w+)$/gmu)].map(({ groups }) => groups?.['name']),
    );
    expect(headings).toEqual(new Set(alerts.map(({ name }) => name)));
  });

  it('show the waiting work while a vendor does not answer', async ({ startGateway, vendors }) => {
    const { url } = await startGateway({ ...vendors.settings, VENDOR_CONCURRENCY: '1' });
    vendors.globalLink.control.fail({ on: 'stock-updates', kind: 'hang' });
    await setStock(url, [globalLinkStock('product-001', 1)], { waitMs: 0 });
    await until(
      () => vendors.globalLink.control.requests().length,
      (requests) => requests === 1,
    );
    await setStock(url, [globalLinkStock('product-002', 1)], { waitMs: 0 });
    const channel = 'global-link';
    const samples = await until(
      async () => samplesOf(await scrape(url)),
      (found) => sumOf(found, 'onshelf_queue_oldest_seconds', { channel }) > 0,
    );
    expect(sumOf(samples, 'onshelf_queued_items', { channel })).toBe(1);
    expect(sumOf(samples, 'onshelf_items_under_way', { channel })).toBe(2);
    expect(sumOf(samples, 'onshelf_vendor_requests_in_flight', { channel })).toBe(1);
  });

  it('are only at their own address if one is set', async ({ startGateway, vendors }) => {
    const { url, said } = await startGateway({ ...vendors.settings, METRICS_PORT: '0' });
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const own = /Metrics\s+(?<at>http:\S+)\/metrics/u.exec(said.out)?.groups?.['at'] ?? '';
    expect(await scrape(own)).toContain('onshelf_items_under_way');
    expect((await fetch(`${own}/graphql`)).status).toBe(404);
    expect((await fetch(`${own}/metrics`, { method: 'POST' })).status).toBe(405);
  });
});
