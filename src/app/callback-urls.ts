import { vendorNamed } from '../adapters/vendors/index.ts';
import type { NamedChannel } from '../config/channels.ts';
import type { MoreProblems } from '../config/config.ts';
import { tracesEndpoint } from '../config/telemetry.ts';
import { newCallbackSecret } from '../core/deliver/send-request.ts';
import { webhookPath } from '../http/webhooks/path.ts';
import { traceTextLength } from '../telemetry/tracing.ts';

/** The URL at which a vendor reports the outcome of a request. */
export const callbackUrlOf = (base: string, { vendor }: Pick<NamedChannel, 'vendor'>, secret: string) =>
  `${base}${webhookPath(vendor, secret)}`;

/** The channels whose vendor does not accept callback URLs that begin with `base`, one line each. */
export const callbackUrlProblems = (
  base: string,
  hasTraces: boolean,
  channels: readonly Pick<NamedChannel, 'id' | 'vendor'>[],
): readonly string[] => {
  // With tracing, each URL has a suffix of this length.
  const suffix = hasTraces ? `.${'0'.repeat(traceTextLength)}` : '';
  return channels.flatMap((one) => {
    const url = `${callbackUrlOf(base, one, newCallbackSecret())}${suffix}`;
    const problem = vendorNamed(one.vendor)?.callbackUrlProblem(url);
    return problem ? [`PUBLIC_URL gives no valid callback URL for ${one.id}: ${problem}`] : [];
  });
};

/** The same check when the settings are read. The gateway's own address is always short enough. */
export const publicUrlProblems: MoreProblems = ({ channels, env }) => {
  const base = env['PUBLIC_URL']?.replace(/(?<!\/)\/+$/u, '');
  return base && URL.canParse(base) ? callbackUrlProblems(base, tracesEndpoint(env) !== null, channels) : [];
};
