/** The first and the last millisecond in UTC that have a year of four digits, as RFC 3339 requires. */
const earliest = Date.parse('0000-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

const pattern =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})T(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(?:\.(?<fraction>\d+))?(?:Z|(?<sign>[+-])(?<offsetHour>\d{2}):(?<offsetMinute>\d{2}))$/iu;

export const isRfc3339Time = (time: number): boolean =>
  Number.isInteger(time) && time >= earliest && time <= latest;

/** A leap second is the 61st second of the last minute of a month, in UTC. */
const isEndOfMonth = (nextMinute: Date): boolean =>
  nextMinute.getUTCDate() === 1 && nextMinute.getUTCHours() === 0 && nextMinute.getUTCMinutes() === 0;

/**
 * Gives the time of an RFC 3339 text (section 5.6) in milliseconds since the epoch. Gives null for any other text, and for
 * a time outside the years 0000 to 9999 in UTC, because RFC 3339 cannot write it. Digits after the milliseconds are
 * ignored. A leap second (`:60`) counts as the second after it, because a computer's clock does not have it.
 */
export const parseRfc3339 = (text: string): number | null => {
  const groups = pattern.exec(text)?.groups;
  if (!groups) return null;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const [hour, minute, second] = [part('hour'), part('minute'), part('second')];
  const [offsetHour, offsetMinute] = [part('offsetHour'), part('offsetMinute')];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null;
  const local = new Date(0);
  // Date.UTC maps the years 0 to 99 to 1900 to 1999, so the year is set here.
  local.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  // Date moves a day that the month does not have to the next month.
  if (local.getUTCMonth() !== part('month') - 1 || local.getUTCDate() !== part('day')) return null;
  const milliseconds = Number((groups['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
  local.setUTCHours(hour, minute, second, milliseconds);
  const offset = (groups['sign'] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const time = local.getTime() - offset * 60_000;
  if (second === 60 && !isEndOfMonth(new Date(time))) return null;
  return isRfc3339Time(time) ? time : null;
};
