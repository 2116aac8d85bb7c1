import type { WriteStream } from 'node:tty';
import type { OnProgress } from './move.ts';

const width = 30;

/** Shows a bar in a terminal, and elsewhere a line for every tenth. */
export const showProgress = (out: NodeJS.WriteStream | WriteStream): OnProgress => {
  let tenths = -1;
  return (done, total, table) => {
    const part = total === 0 ? 1 : done / total;
    const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows`;
    if (out.isTTY) {
      const full = Math.round(part * width);
      const bar = '█'.repeat(full) + '░'.repeat(width - full);
      const end = done === total ? '\n' : '';
      out.write(`\r${bar} ${Math.floor(part * 100)} %  ${counts}  ${table.padEnd(16)}${end}`);
      return;
    }
    if (Math.floor(part * 10) === tenths) return;
    tenths = Math.floor(part * 10);
    out.write(`${Math.floor(part * 100)} %  ${counts}  ${table}\n`);
  };
};
