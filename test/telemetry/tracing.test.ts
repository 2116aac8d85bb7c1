import { expect, it } from 'vitest';
import {
  parseTrace,
  parseTraceparent,
  traceparentOf,
  traceText,
  traceTextLength,
} from '../../src/telemetry/tracing.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

it('reads a header, and writes the same one', () => {
  for (const [flags, sampled] of [
    ['01', true],
    ['00', false],
  ] as const) {
    const header = `00-${traceId}-${spanId}-${flags}`;
    const trace = parseTraceparent(header);
    expect(trace).toEqual({ traceId, spanId, sampled });
    if (trace) expect(traceparentOf(trace)).toBe(header);
  }
});

it.each([
  undefined,
  '',
  `${traceId}-${spanId}-01`,
  `01-${traceId}-${spanId}-01`,
  `00-${traceId}-${spanId}`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId}-${spanId}-01\n`,
  ` 00-${traceId}-${spanId}-01`,
])('reads no header from %j', (header) => {
  expect(parseTraceparent(header)).toBeNull();
});

it('has a text of fixed length', () => {
  const text = traceText({ traceId, spanId, sampled: true });
  expect(text).toHaveLength(traceTextLength);
  expect(parseTrace(text)).toEqual({ traceId, spanId, sampled: true });
});
