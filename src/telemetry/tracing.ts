/** The position of a span in its trace: W3C Trace Context, version 00. */
export type TraceContext = {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly sampled: boolean;
};

const form = /^(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})$/u;
const isZero = (id: string): boolean => /^0+$/u.test(id);

/** Parses ids and flags without the version. Null for an invalid text. */
export const parseTrace = (text: string): TraceContext | null => {
  const { traceId = '0', spanId = '0', flags = '' } = form.exec(text)?.groups ?? {};
  if (isZero(traceId) || isZero(spanId)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
};

/** Parses the header of a caller. Null for an invalid header or an unknown version. */
export const parseTraceparent = (header: string | undefined): TraceContext | null =>
  header?.startsWith('00-') ? parseTrace(header.slice(3)) : null;

/** The length of `traceText`, characters. */
export const traceTextLength = 52;

export const traceText = ({ traceId, spanId, sampled }: TraceContext): string =>
  `${traceId}-${spanId}-${sampled ? '01' : '00'}`;

export const traceparentOf = (trace: TraceContext): string => `00-${traceText(trace)}`;

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

/** Makes spans and exports them. */
export type Tracer = {
  start(span: SpanStart): Span;
  /** Exports the spans that wait. */
  close(): Promise<void>;
};
