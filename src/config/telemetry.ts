import { z } from 'zod';
import type { Environment } from './environment.ts';
import { host } from './host.ts';

/** Where traces are sent: the standard variables of OpenTelemetry, which the exporter itself reads in full. */
export const tracesEndpoint = (env: Environment): string | null =>
  env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? null;

const isHttpUrl = (value: string): boolean => /^https?:$/u.test(URL.parse(value)?.protocol ?? '');
const endpoint = z.string().refine(isHttpUrl, 'must be an http or https URL').optional();
const port = 'must be a whole number from 0 to 65535';

/** Settings of metrics and traces. */
export const telemetrySettings = {
  METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/u, port)
    .transform(Number)
    .refine((value) => value <= 65535, port)
    .optional(),
  METRICS_HOST: host,
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint,
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0|1|0?\.\d+|1\.0+)$/u, 'must be a share from 0 to 1')
    .transform(Number)
    .default(1),
} as const;

/** Headers of the exporter may hold a key. */
export const secretsOfExporter = (env: Environment): readonly string[] =>
  [env['OTEL_EXPORTER_OTLP_HEADERS'], env['OTEL_EXPORTER_OTLP_TRACES_HEADERS']].flatMap((headers) =>
    (headers ?? '').split(',').flatMap((pair) => pair.split('=').slice(1).join('=').trim() || []),
  );
