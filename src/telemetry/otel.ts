import {
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Log } from '../ports/log.ts';
import type { TraceContext } from './trace-context.ts';
import type { Span, SpanStart, Tracer } from './tracer.ts';

const spanContextOf = ({ traceId, spanId, sampled }: TraceContext) => ({
  traceId,
  spanId,
  traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
  isRemote: true,
});

/**
 * Spans to an OTLP endpoint over HTTP. Where that is, and with which headers, the exporter reads from the standard
 * variables itself. `share` is that of the traces begun here which is kept; a caller's own decision stands.
 */
export const createOtelTracer = (share: number, log: Log): Tracer => {
  const say = (...about: readonly unknown[]): void => log.warn({ about: about.map(String) }, 'Traces');
  diag.setLogger(
    { error: say, warn: say, info: () => {}, debug: () => {}, verbose: () => {} },
    DiagLogLevel.WARN,
  );
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'onshelf' }))
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('onshelf');

  const start = ({ name, kind, parent, links = [], attributes = {} }: SpanStart): Span => {
    const context = parent ? trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent)) : ROOT_CONTEXT;
    const span = tracer.startSpan(
      name,
      {
        kind: SpanKind[kind],
        attributes: { ...attributes },
        links: links.map((link) => ({ context: spanContextOf(link) })),
      },
      context,
    );
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      trace: { traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
      rename: (to) => void span.updateName(to),
      end: (more = {}, failure = null) => {
        span.setAttributes({ ...more });
        if (failure !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
        span.end();
      },
    };
  };

  return {
    start,
    close: () => provider.shutdown(),
  };
};
