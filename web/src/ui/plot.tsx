import { lazy, Suspense } from 'react';

export type Series = {
  /** Seconds since the epoch, rising. */
  readonly times: readonly number[];
  /** Null where nothing is known. */
  readonly values: readonly (number | null)[];
};

export type PlotProps = Series & {
  /** What a screen reader says: the plot is a picture. */
  readonly label: string;
  readonly height: number;
  readonly tone?: 'accent' | 'warn' | 'info' | 'bad';
  /** A value holds until the next one, as a quantity does. */
  readonly isStepped?: boolean;
  readonly hasAxes?: boolean;
  /** Marks each value. */
  readonly hasPoints?: boolean;
  format(value: number): string;
};

/** The plotting library is loaded with the first plot. */
const Canvas = lazy(async () => ({ default: (await import('./plot-canvas.tsx')).PlotCanvas }));

export const Plot = (props: PlotProps) => (
  <div className="plot" role="img" aria-label={props.label}>
    <Suspense fallback={<div className={`plot-space h${String(props.height)}`} />}>
      <Canvas {...props} />
    </Suspense>
  </div>
);
