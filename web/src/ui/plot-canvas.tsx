import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { theme } from '../lib/preferences.ts';
import { useStore } from '../lib/store.ts';
import type { PlotProps } from './plot.tsx';

const colorOf = (element: Element, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

type Colors = { readonly line: string; readonly fill: string; readonly text: string; readonly grid: string };

const colorsOf = (element: Element, tone: string): Colors => ({
  line: colorOf(element, `--plot-${tone}`),
  fill: colorOf(element, `--plot-${tone}-fill`),
  text: colorOf(element, '--ink-soft'),
  grid: colorOf(element, '--line'),
});

type Wanted = Required<Pick<PlotProps, 'height' | 'isStepped' | 'hasAxes' | 'hasPoints'>> & {
  format(value: number): string;
};

const axis = ({ text, grid }: Colors): UPlot.Axis => ({
  stroke: text,
  grid: { stroke: grid, width: 1 },
  ticks: { show: false },
  font: '11px "Inter Variable", system-ui, sans-serif',
});

const minuteSeconds = 60;
const daySeconds = 86_400;

/** Marks of less than a minute have seconds, marks of less than a day have the time, and others the date. */
const timesOf = (_plot: UPlot, marks: number[], _axis: number, _space: number, step: number): string[] => {
  const timeStyle = step < minuteSeconds ? ('medium' as const) : ('short' as const);
  const style: Intl.DateTimeFormatOptions = step < daySeconds ? { timeStyle } : { dateStyle: 'short' };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, style);
  return marks.map((mark) => format.format(mark * 1_000));
};

const optionsOf = (width: number, colors: Colors, wanted: Wanted): UPlot.Options => {
  const { stepped } = UPlot.paths;
  return {
    width,
    height: wanted.height,
    padding: wanted.hasAxes ? [12, 8, 0, 0] : [4, 0, 2, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      y: {
        // A flat line at zero lies on the ground, and small numbers do not fill the plot.
        range: (_plot, _low, high) => [0, Math.max(1, (high ?? 0) * 1.15)],
      },
    },
    axes: wanted.hasAxes
      ? [
          { ...axis(colors), size: 28, space: 80, values: timesOf },
          {
            ...axis(colors),
            size: 44,
            space: 36,
            values: (_plot, marks) => marks.map((mark) => (mark === null ? '' : wanted.format(mark))),
          },
        ]
      : [{ show: false }, { show: false }],
    series: [
      {},
      {
        stroke: colors.line,
        fill: colors.fill,
        width: 2,
        spanGaps: false,
        points: { show: wanted.hasPoints, size: 5, fill: colors.line },
        ...(wanted.isStepped && stepped && { paths: stepped({ align: 1 }) }),
      },
    ],
  };
};

/** Draws with uPlot. The size follows the element, and the colors follow the theme. */
export const PlotCanvas = (props: PlotProps) => {
  const {
    times,
    values,
    height,
    tone = 'accent',
    isStepped = false,
    hasAxes = false,
    hasPoints = false,
    format,
  } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const chosen = useStore(theme);
  const data = useRef<UPlot.AlignedData>([[], []]);
  data.current = [[...times], [...values]];
  const formatted = useRef(format);
  formatted.current = format;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colors of the element
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const draw = (): void => {
      plot.current?.destroy();
      const wanted = {
        height,
        isStepped,
        hasAxes,
        hasPoints,
        format: (value: number) => formatted.current(value),
      };
      const options = optionsOf(element.clientWidth || 200, colorsOf(element, tone), wanted);
      plot.current = new UPlot(options, data.current, element);
    };
    draw();
    const sized = new ResizeObserver(() => {
      plot.current?.setSize({ width: element.clientWidth || 200, height });
    });
    sized.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      sized.disconnect();
      dark.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [height, tone, isStepped, hasAxes, hasPoints, chosen]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: both come with every new sample
  useEffect(() => {
    plot.current?.setData(data.current);
  }, [times, values]);

  return <div ref={place} aria-hidden="true" />;
};
