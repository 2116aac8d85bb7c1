import { randomInt } from 'node:crypto';
import type { FaultRule } from '../../support/sandbox/faults.ts';
import type { Sandbox } from '../../support/sandbox/index.ts';

const callFaults: readonly FaultRule[] = [
  { on: '*', kind: 'reset-before' },
  { on: '*', kind: 'reset-after' },
  { on: '*', kind: 'not-json' },
  { on: '*', kind: 'status', status: 503 },
  { on: '*', kind: 'status', status: 500 },
  { on: '*', kind: 'status', status: 429, retryAfter: '0.1' },
];
const webhookFaults: readonly FaultRule[] = [
  { on: 'webhook', kind: 'never' },
  { on: 'webhook', kind: 'twice' },
  { on: 'webhook', kind: 'late', ms: 700 },
  { on: 'webhook', kind: 'early' },
  { on: 'webhook', kind: 'garbage' },
];

const oneOf = <Entry>(list: readonly Entry[]): Entry | undefined => list[randomInt(list.length)];

/** Gives each vendor a latency for a while, and every third time a fault as well. */
export const injectRandomFaults = ({ globalLink, brightmall, smaregi }: Sandbox): void => {
  for (const { control } of [globalLink, brightmall, smaregi]) {
    control.heal();
    control.behave({ latencyMs: randomInt(3) * 20 });
    const fault = randomInt(3) === 0 ? oneOf(callFaults) : undefined;
    if (fault) control.fail(fault);
  }
  const fault = randomInt(3) === 0 ? oneOf(webhookFaults) : undefined;
  if (fault) smaregi.control.fail(fault);
};

export const heal = ({ globalLink, brightmall, smaregi }: Sandbox): void => {
  for (const { control } of [globalLink, brightmall, smaregi]) {
    control.heal();
    control.behave({ latencyMs: 0 });
  }
};
