import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../src/cli/files/progress.ts';

const shown = () => {
  let text = '';
  const screen = new PassThrough().on('data', (part) => {
    text += part;
  });
  return { progress: createProgress(screen, 1), text: () => text };
};

describe('progress', () => {
  it('shows rows, rate and time left, and what it waits for', async () => {
    const { progress, text } = shown();
    progress.begin('Sending', 100);
    progress.update(300, 1_000);
    await expect
      .poll(text)
      .toMatch(/Sending {2}█+░+ 30 % {2}300 of 1,000 rows {2}[\d,]+ rows\/s {2}\S+ left\n/u);
    progress.note('the gateway is full');
    await expect.poll(text).toMatch(/left {2}waiting: the gateway is full\n/u);
    progress.end();
  });

  it('shows an estimate as one, and no line before there is progress', async () => {
    const { progress, text } = shown();
    progress.begin('Checking');
    progress.end();
    expect(text()).toBe('');
    progress.begin('Sending');
    progress.update(14_000, 35_932, true);
    await expect.poll(text).toMatch(/14,000 of about 36,000 rows/u);
    progress.update(36_000, 36_000);
    progress.end();
    expect(text()).toMatch(/36,000 of 36,000 rows/u);
    expect(text()).not.toMatch(/\b0 rows /u);
  });

  it('shows the rows where their number is not known', async () => {
    const { progress, text } = shown();
    progress.begin('Exporting');
    progress.update(12_345, null);
    await expect.poll(text).toMatch(/Exporting {2}12,345 rows {2}[\d,]+ rows\/s\n/u);
    progress.end();
  });
});
