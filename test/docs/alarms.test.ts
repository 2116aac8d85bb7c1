import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const alarms = [
  ...read('ops/alerts.yaml').matchAll(
    /- alert: (?<name>\w+)\n[\s\S]*?labels: \{ severity: (?<severity>\w+) \}/gu,
  ),
].map(({ groups }) => [groups?.['name'] ?? '', groups?.['severity'] ?? ''] as const);

const page = read('docs/guide/incidents.md');
const sectionOf = (name: string): string => page.split(`### ${name}\n`)[1]?.split(/^#/mu)[0] ?? '';

describe('the page of the alarms', () => {
  it('has every alarm', () => {
    expect(alarms.map(([name]) => name)).toEqual(
      [...page.matchAll(/^### (?<name>\w+)$/gmu)].map(({ groups }) => groups?.['name']),
    );
    expect(alarms.length).toBeGreaterThan(10);
  });

  it.each(alarms)('states the severity and the steps of %s', (name, severity) => {
    const section = sectionOf(name);
    expect(section).toContain(`Severity \`${severity}\`.`);
    expect(section.match(/^\d\. /gmu)?.length ?? 0).toBeGreaterThan(1);
  });
});
