/** Where a span stands in its trace: W3C Trace Context, version 00. */
export type TraceContext = {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly sampled: boolean;
};

const form = /^(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})$/u;
const isZero = (id: string): boolean => /^0+$/u.test(id);

/** Ids and flags without the version; null for what is none. */
export const parseTrace = (text: string): TraceContext | null => {
  const { traceId = '0', spanId = '0', flags = '' } = form.exec(text)?.groups ?? {};
  if (isZero(traceId) || isZero(spanId)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
};

/** The header as a caller sent it; null for one that is none, or of a version that is not known. */
export const parseTraceparent = (header: string | undefined): TraceContext | null =>
  header?.startsWith('00-') ? parseTrace(header.slice(3)) : null;

/** Characters of `traceText`. */
export const traceTextLength = 52;

export const traceText = ({ traceId, spanId, sampled }: TraceContext): string =>
  `${traceId}-${spanId}-${sampled ? '01' : '00'}`;

export const traceparentOf = (trace: TraceContext): string => `00-${traceText(trace)}`;
