import type { TraceContext } from './trace-context.ts';

export type Attributes = { readonly [name: string]: string | number | boolean };

export type SpanStart = {
  readonly name: string;
  readonly kind: 'SERVER' | 'CLIENT' | 'CONSUMER' | 'INTERNAL';
  /** Null begins a trace. */
  readonly parent: TraceContext | null;
  readonly links?: readonly TraceContext[];
  readonly attributes?: Attributes;
};

export type Span = {
  readonly trace: TraceContext;
  rename(name: string): void;
  end(attributes?: Attributes, failure?: string | null): void;
};

/** Makes spans and sends them away. There is none where nobody collects them. */
export type Tracer = {
  start(span: SpanStart): Span;
  /** Sends what waits. */
  close(): Promise<void>;
};
