import type { Attack } from './attack.ts';
import { byHttp } from './by-http.ts';
import { bySocket } from './by-socket.ts';
import { byVendor } from './by-vendor.ts';

/** The attempts to end or block the gateway. Each row of the security page about blocking names one of them. */
export const attacks: readonly Attack[] = [...byHttp, ...bySocket, ...byVendor];
