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
import type { Span, SpanStart, TraceContext, Tracer } from './tracing.ts';

const spanContextOf = ({ traceId, spanId, sampled }: TraceContext) => ({
  traceId,
  spanId,
  traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
  isRemote: true,
});

/**
 * Exports spans to an OTLP endpoint over HTTP. The exporter reads its address and headers from the standard environment
 * variables. `share` is the share of the traces begun here that are kept. A caller's own decision takes precedence.
 */
export const createOtelTracer = (share: number, log: Log): Tracer => {
  const warn = (...about: readonly unknown[]): void => log.warn({ about: about.map(String) }, 'Traces');
  diag.setLogger(
    { error: warn, warn, info: () => {}, debug: () => {}, verbose: () => {} },
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
