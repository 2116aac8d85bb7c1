/** One line of the results. */
export type Line = {
  readonly what: string;
  readonly against: string;
  readonly mark: string;
  readonly ratio: string;
  /** Null where the line has no mark. */
  readonly met: boolean | null;
  readonly figures: string;
};

export const round = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const wordOf = (met: boolean | null): string => {
  if (met === null) return '–';
  return met ? 'met' : '**missed**';
};

export const tableOf = (lines: readonly Line[]): string =>
  [
    '| what | against | mark | measured | | figures |',
    '|---|---|---|---|---|---|',
    ...lines.map(
      ({ what, against, mark, ratio, met, figures }) =>
        `| ${what} | ${against} | ${mark} | ${ratio} | ${wordOf(met)} | ${figures} |`,
    ),
  ].join('\n');
