import type { OperationKind } from '../../src/domain/operation.ts';
import type { Rows } from './channel-bench.ts';

/** How the contract suite drives one kind of write of a vendor in its sandbox. */
export type WriteContract<Kind extends OperationKind = OperationKind> = {
  readonly name: string;
  readonly kind: Kind;
  readonly rows: Rows<Kind>;
  /** The name of the endpoint in the sandbox, and the end of its path. */
  readonly endpoint: string;
  readonly requestPath: RegExp;
};

/** `contract.ts` in the test folder of each vendor exports this. */
export type VendorContract = {
  /** Settings with credentials that the vendor does not know. */
  readonly unknownCredentials: { readonly [field: string]: string };
  /** Settings that switch on what is off by default. */
  readonly settings?: { readonly [field: string]: unknown };
  readonly writes: readonly {
    [Kind in OperationKind]: WriteContract<Kind>;
  }[OperationKind][];
  /** Products of the sandbox, for a vendor whose products can be read. */
  readonly products?: { readonly known: readonly string[]; readonly unknown: string };
};
