import type { CounterConfiguration, HistogramConfiguration } from 'prom-client';
// By themselves: the package's entry would load OpenTelemetry and what a cluster of processes needs.
import Counter from 'prom-client/lib/counter.js';
import Histogram from 'prom-client/lib/histogram.js';

/** A word for each of the labels, in their order. */
type Words<Names extends readonly string[]> = { readonly [Index in keyof Names]: string };

type Place<Series> = { readonly further: Map<string, Place<Series>>; series: Series | null };

/** So many values of one series are handed on at the latest. */
const atMost = 1_000;

const newPlace = <Series>(): Place<Series> => ({ further: new Map(), series: null });

/** The series of a metric, each found by a step a word: no text is put together to look one up. */
const createAll = <Series>(create: (words: readonly string[]) => Series) => {
  const root = newPlace<Series>();
  const all: Series[] = [];
  const of = (words: readonly string[]): Series => {
    let place = root;
    for (const word of words) {
      const next = place.further.get(word) ?? newPlace<Series>();
      if (!place.further.has(word)) place.further.set(word, next);
      place = next;
    }
    if (!place.series) {
      place.series = create(words);
      all.push(place.series);
    }
    return place.series;
  };
  return { all, of };
};

const labelsOf = (names: readonly string[], words: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name, at) => [name, words[at] ?? '']));

/**
 * A histogram whose values gather, and are handed on when the metrics are asked for. prom-client finds the series and
 * the bucket of a value by texts that it makes of them, which a request that is alone pays for with cold caches.
 */
export const gatheredHistogram = <const Names extends readonly string[]>(
  about: HistogramConfiguration<Names[number]> & { readonly labelNames: Names },
) => {
  const series = createAll((words) => {
    const labels = labelsOf(about.labelNames, words);
    const values: number[] = [];
    const handOn = (): void => {
      for (const value of values.splice(0)) histogram.observe(labels, value);
    };
    return { values, handOn };
  });
  const histogram: Histogram<string> = new Histogram<string>({
    ...about,
    collect: () => {
      for (const { handOn } of series.all) handOn();
    },
  });
  return {
    observe: (value: number, ...words: Words<Names>): void => {
      const { values, handOn } = series.of(words);
      if (values.push(value) >= atMost) handOn();
    },
  };
};

/** The same for a counter: the sum is handed on when the metrics are asked for. */
export const gatheredCounter = <const Names extends readonly string[]>(
  about: CounterConfiguration<Names[number]> & { readonly labelNames: Names },
) => {
  const series = createAll((words) => ({ labels: labelsOf(about.labelNames, words), sum: 0 }));
  const counter: Counter<string> = new Counter<string>({
    ...about,
    collect: () => {
      for (const one of series.all) {
        counter.inc(one.labels, one.sum);
        one.sum = 0;
      }
    },
  });
  return {
    inc: (by: number, ...words: Words<Names>): void => {
      series.of(words).sum += by;
    },
  };
};
