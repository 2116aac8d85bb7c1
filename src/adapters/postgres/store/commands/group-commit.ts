type Waiting<Input, Output> = {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
};

/** The most items of one group. */
const maxWeight = 5_000;

/**
 * Runs inputs that arrive together as one group. One group runs at a time, and the next one gathers meanwhile. If a
 * group fails, each of its inputs runs again in its own group, so that one bad input does not fail the others. An error
 * that `isShared` is about the database, and fails the whole group.
 */
export const createGroupCommit = <Input, Output>(
  weightOf: (input: Input) => number,
  runAll: (inputs: readonly Input[]) => Promise<readonly Output[]>,
  isShared: (error: unknown) => boolean,
): ((input: Input) => Promise<Output>) => {
  type One = Waiting<Input, Output>;
  const waiting: One[] = [];
  let isRunning = false;

  const takeGroup = (): readonly One[] => {
    let weight = 0;
    const over = waiting.findIndex(({ input }, position) => {
      weight += weightOf(input);
      return position > 0 && weight > maxWeight;
    });
    return waiting.splice(0, over === -1 ? waiting.length : over);
  };

  const run = async (group: readonly One[]): Promise<void> => {
    try {
      const outputs = await runAll(group.map(({ input }) => input));
      for (const [index, { resolve }] of group.entries()) resolve(outputs[index] as Output);
    } catch (error) {
      if (group.length === 1 || isShared(error)) for (const { reject } of group) reject(error);
      else for (const alone of group) await run([alone]);
    }
  };

  const runGroups = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) await run(takeGroup());
    isRunning = false;
  };

  return (input) =>
    new Promise<Output>((resolve, reject) => {
      // The group begins after this turn of the event loop, in which other inputs may arrive.
      if (waiting.length === 0 && !isRunning) setImmediate(() => void runGroups());
      waiting.push({ input, resolve, reject });
    });
};
