import type { Memory } from '../processes/probe.ts';
import type { Party } from './parties.ts';

/** V8 keeps the pages of a collection's peak for 8 s before it gives them back (`--memory-pool-timeout`), milliseconds. */
const poolMs = 12_000;

/** The memory of a server after a collection, and after V8 has released its reserve. */
export const heldMemory = async (party: Party): Promise<Memory> => {
  await party.memory();
  await new Promise((resolve) => setTimeout(resolve, poolMs));
  return party.memory();
};
