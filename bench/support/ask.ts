export type Question = { readonly id: number; readonly about: string; readonly given: unknown };
/** `problem` is null where there is a result. */
export type Answer = { readonly id: number; readonly result: unknown; readonly problem: string | null };

export type Answers = { readonly [about: string]: (given: never) => unknown };

/** Answers the questions of the process that started this one; ends with it. */
export const answerQuestions = (answers: Answers): void => {
  process.on('message', async ({ id, about, given }: Question) => {
    const reply = (answer: Omit<Answer, 'id'>) => process.send?.({ id, ...answer });
    try {
      const answer = answers[about];
      if (!answer) throw new Error(`No answer about ${about}`);
      reply({ result: await answer(given as never), problem: null });
    } catch (error) {
      reply({
        result: null,
        problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
  process.on('disconnect', () => process.exit(0));
};
