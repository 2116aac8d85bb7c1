import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { gatheredCounter, gatheredHistogram } from '../../src/telemetry/gathered.ts';

const open = () => {
  const registers = [new Registry()];
  const took = gatheredHistogram({
    name: 'took',
    help: 'Seconds.',
    labelNames: ['write', 'outcome'],
    buckets: [1, 2],
    registers,
  });
  const items = gatheredCounter({ name: 'items', help: 'Items.', labelNames: ['channel'], registers });
  /** The lines of the series, without those that explain them. */
  const lines = async (): Promise<readonly string[]> => {
    const text = (await registers[0]?.metrics()) ?? '';
    return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  };
  return { took, items, lines };
};

it('tells nothing of what never was', async () => {
  expect(await open().lines()).toEqual([]);
});

it('tells each value once, however often it is asked', async () => {
  const { took, items, lines } = open();
  took.observe(0.5, 'claim', 'WRITTEN');
  took.observe(1.5, 'claim', 'WRITTEN');
  took.observe(9, 'claim', 'BUG');
  items.inc(2, 'smaregi');
  items.inc(1, 'brightmall');
  items.inc(3, 'smaregi');
  const first = await lines();
  expect(first).toEqual([
    'took_bucket{le="1",write="claim",outcome="WRITTEN"} 1',
    'took_bucket{le="2",write="claim",outcome="WRITTEN"} 2',
    'took_bucket{le="+Inf",write="claim",outcome="WRITTEN"} 2',
    'took_sum{write="claim",outcome="WRITTEN"} 2',
    'took_count{write="claim",outcome="WRITTEN"} 2',
    'took_bucket{le="1",write="claim",outcome="BUG"} 0',
    'took_bucket{le="2",write="claim",outcome="BUG"} 0',
    'took_bucket{le="+Inf",write="claim",outcome="BUG"} 1',
    'took_sum{write="claim",outcome="BUG"} 9',
    'took_count{write="claim",outcome="BUG"} 1',
    'items{channel="smaregi"} 5',
    'items{channel="brightmall"} 1',
  ]);
  expect(await lines()).toEqual(first);
  took.observe(0.5, 'claim', 'WRITTEN');
  items.inc(1, 'smaregi');
  const next = await lines();
  expect(next).toContain('took_count{write="claim",outcome="WRITTEN"} 3');
  expect(next).toContain('items{channel="smaregi"} 6');
});

it('loses none of many values that nobody asked for meanwhile', async () => {
  const { took, lines } = open();
  for (let value = 0; value < 2_500; value += 1) took.observe(1, 'settle', 'WRITTEN');
  expect(await lines()).toContain('took_count{write="settle",outcome="WRITTEN"} 2500');
});
