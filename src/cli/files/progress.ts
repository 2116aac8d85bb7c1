import cliProgress from 'cli-progress';
import type { Screen } from '../command.ts';

export type Progress = {
  /** Shows the progress of one part of the work, after `startAt` rows that were done before. */
  begin(title: string, startAt?: number): void;
  /** `total` is null if it is not known. */
  update(done: number, total: number | null): void;
  /** What the command waits for, or an empty text. */
  note(text: string): void;
  end(): void;
};

const { Format, Presets, SingleBar } = cliProgress;
/** Between two lines, where the output is no terminal. Milliseconds. */
const lineEveryMs = 5_000;

const count = (value: number): string => Math.round(value).toLocaleString('en');

/** Shows a bar with rate and time left on a terminal, and elsewhere a line every few seconds. */
export const createProgress = (screen: Screen, everyMs = lineEveryMs): Progress => {
  let [title, note, known, shown, first, startedAt] = ['', '', false, 0, 0, 0];
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
          ...(known ? [share, `${count(shown)} of ${count(params.total)} rows`] : [`${count(shown)} rows`]),
          `${count(rate)} rows/s`,
          ...(left === null ? [] : [`${Format.TimeFormat(Math.round(left), options, 1)} left`]),
          ...(note === '' ? [] : [`waiting: ${note}`]),
        ].join('  ');
      },
    },
    Presets.shades_classic,
  );
  return {
    begin: (newTitle, startAt = 0) => {
      [title, note, known, shown, first, startedAt] = [
        ...([newTitle, '', false, startAt, startAt] as const),
        performance.now(),
      ];
      bar.start(1, 0);
    },
    update: (done, total) => {
      shown = done;
      known = total !== null && total > 0;
      if (total !== null) bar.setTotal(Math.max(total, done, 1));
      bar.update(done);
    },
    note: (text) => {
      note = text;
    },
    end: () => bar.stop(),
  };
};
