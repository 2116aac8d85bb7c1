import { z } from 'zod';
import type { AppliedWrite } from '../../../src/sandbox/control.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { VendorWrite } from './verdict.ts';

/** Each kind of write carries its number somewhere: as a quantity, or in a memo. */
const written = z.union([
  z.looseObject({ stockQuantity: z.number() }).transform(({ stockQuantity }) => stockQuantity),
  z.looseObject({ stockAmount: z.string() }).transform(({ stockAmount }) => Number(stockAmount)),
  z.looseObject({ memo: z.string().regex(/^v\d+$/u) }).transform(({ memo }) => Number(memo.slice(1))),
]);

export const memoOf = (value: number): string => `v${value}`;

const writesOf = (channel: string, writes: readonly AppliedWrite[]): readonly VendorWrite[] =>
  writes.map(({ target, value }) => ({ target: `${channel}/${target}`, value: written.parse(value) }));

/** Everything that the sandbox vendors took over and still tell of. */
export const vendorWrites = ({ globalLink, brightmall, smaregi }: Sandbox): readonly VendorWrite[] => [
  ...writesOf('global-link', globalLink.control.writes()),
  ...writesOf('brightmall', brightmall.control.writes()),
  ...writesOf('smaregi', smaregi.control.writes()),
];
