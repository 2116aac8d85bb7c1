import type { OperationId, RequestId } from '../domain/ids.ts';
import type { Log } from '../ports/log.ts';
import type { Transport } from '../ports/telemetry.ts';
import type { Metrics } from './metrics.ts';
import type { Origin, Recent } from './origins.ts';
import type { TraceContext } from './trace-context.ts';
import type { Tracer } from './tracer.ts';

/** What the parts of telemetry share. */
export type TelemetryParts = {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Null where nobody collects traces. */
  readonly tracer: Tracer | null;
  /** How many are open. */
  readonly openSubscriptions: Map<Transport, number>;
  /** Of operations accepted of late. */
  readonly origins: Recent<OperationId, Origin>;
  /** Of requests sent of late: what is settled finds its trace here. */
  readonly traces: Recent<RequestId, TraceContext>;
};
