import { useTranslation } from 'react-i18next';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', day],
  ['hour', hour],
  ['minute', minute],
  ['second', second],
];

export type Format = {
  number(value: number): string;
  /** With a sign. */
  difference(value: number): string;
  dateTime(value: string | number): string;
  time(value: string | number): string;
  /** Before or after now, in the largest unit that fits. */
  relative(value: string | number, now: number): string;
  duration(ms: number): string;
};

const formatters = new Map<string, Format>();

const create = (language: string): Format => {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const unit = (name: string): Intl.NumberFormat =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    });
  const durations: readonly (readonly [ms: number, format: Intl.NumberFormat])[] = [
    [day, unit('day')],
    [hour, unit('hour')],
    [minute, unit('minute')],
    [second, unit('second')],
    [1, unit('millisecond')],
  ];
  return {
    number: (value) => number.format(value),
    difference: (value) => signed.format(value),
    dateTime: (value) => dateTime.format(new Date(value)),
    time: (value) => time.format(new Date(value)),
    relative: (value, now) => {
      const difference = new Date(value).getTime() - now;
      const [name, ms] = units.find(([, size]) => Math.abs(difference) >= size) ?? ['second', second];
      return relative.format(Math.trunc(difference / ms), name);
    },
    duration: (ms) => {
      const whole = Math.max(0, Math.round(ms));
      const [size, format] = durations.find(([at]) => whole >= at) ?? [1, unit('millisecond')];
      return format.format(whole / size);
    },
  };
};

export const useFormat = (): Format => {
  const { i18n } = useTranslation();
  const held = formatters.get(i18n.language) ?? create(i18n.language);
  formatters.set(i18n.language, held);
  return held;
};
