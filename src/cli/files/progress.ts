import cliProgress from 'cli-progress';
import type { Screen } from '../command.ts';

export type Progress = {
  /** Shows the progress of one part of the work, after `startAt` rows that were done before. */
  begin(title: string, startAt?: number): void;
  /** `total` is null if it is not known. */
  update(done: number, total: number | null, isEstimate?: boolean): void;
  /** What the command waits for, or an empty text. */
  note(text: string): void;
  end(): void;
};

const { Format, Presets, SingleBar } = cliProgress;
/** Between two lines, where the output is no terminal. Milliseconds. */
const lineEveryMs = 5_000;

const count = (value: number): string => Math.round(value).toLocaleString('en');

/** An estimate has three digits that count, and is never less than what is done. */
const about = (value: number): string => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 2);
  return `about ${count(Math.ceil(value / step) * step)}`;
};

/** Shows a bar with rate and time left on a terminal, and elsewhere a line every few seconds. */
export const createProgress = (screen: Screen, everyMs = lineEveryMs): Progress => {
  let [title, note, known, shown, first, startedAt] = ['', '', false, 0, 0, 0];
  let [isEstimated, isStarted] = [false, false];
  const bar = new SingleBar(
    {
      stream: screen,
      noTTYOutput: true,
      notTTYSchedule: everyMs,
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
      format: (options, params) => {
        const rate = (shown - first) / Math.max(0.001, (performance.now() - startedAt) / 1000);
        const left = known && rate > 0 ? (params.total - shown) / rate : null;
        const share = `${Format.BarFormat(params.progress, options)} ${Math.floor(params.progress * 100)} %`;
        return [
          title,
          ...(known
            ? [share, `${count(shown)} of ${(isEstimated ? about : count)(params.total)} rows`]
            : [`${count(shown)} rows`]),
          `${count(rate)} rows/s`,
          ...(left === null ? [] : [`${Format.TimeFormat(Math.round(left), options, 1)} left`]),
          ...(note === '' ? [] : [`waiting: ${note}`]),
        ].join('  ');
      },
    },
    Presets.shades_classic,
  );
  const start = (total = 1, done = 0): void => {
    if (!isStarted) bar.start(total, done);
    isStarted = true;
  };
  return {
    begin: (newTitle, startAt = 0) => {
      [title, note, known, shown, first, startedAt] = [
        ...([newTitle, '', false, startAt, startAt] as const),
        performance.now(),
      ];
      // Where the output is no terminal, a line without any progress says nothing.
      if (screen.isTTY) start();
    },
    update: (done, total, isEstimate = false) => {
      isEstimated = isEstimate;
      shown = done;
      known = total !== null && total > 0;
      start(Math.max(total ?? 1, done, 1), done);
      if (total !== null) bar.setTotal(Math.max(total, done, 1));
      bar.update(done);
    },
    note: (text) => {
      note = text;
      if (text !== '') start();
    },
    end: () => {
      if (isStarted) bar.stop();
      isStarted = false;
    },
  };
};
