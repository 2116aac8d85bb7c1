import { existsSync } from 'node:fs';

/** The names of metrics in the text. A histogram has names with an end of their own. */
const metricsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:onshelf|nodejs|process)_[a-z0-9_]+/gu)].map(([name]) =>
    name.replace(/_(?:bucket|count|sum)$/u, ''),
  );

const scrape = async (url: string): Promise<string> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.text();
};

/** What is wrong with the queries or the settings of Prometheus in the text, or null. */
export const metricsProblem = async (text: string, urls: readonly string[]): Promise<string | null> => {
  const targets = [...text.matchAll(/'(?<host>127\.0\.0\.1:\d+)'/gu)].map(
    ({ groups }) => `http://${groups?.['host']}/metrics`,
  );
  const [first] = await Promise.all([...urls, ...targets].map(scrape));
  const types = new Set(
    [...(first ?? '').matchAll(/^# TYPE (?<name>\S+)/gmu)].map(({ groups }) => groups?.['name']),
  );
  const files = [...text.matchAll(/rule_files: \['(?<file>[^']+)'\]/gu)].map(
    ({ groups }) => groups?.['file'],
  );
  const missing = files.filter((file) => !existsSync(new URL(`../../../${file}`, import.meta.url)));
  if (missing.length > 0) return `there is no file ${missing.join(', ')}`;
  const unknown = metricsIn(text).filter((name) => !types.has(name) && !types.has(`${name}_count`));
  return unknown.length === 0 ? null : `there is no metric ${unknown.join(', ')}`;
};
