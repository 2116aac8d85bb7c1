import { cutText } from '../../lib/text.ts';
import { codeOfReply, reasonOfStop } from '../client/reason.ts';
import { type ExitCode, exitCodes } from '../files/exit-codes.ts';
import { type Counts, hasTrouble } from './results/counts.ts';
import { type ColumnNotes, fields } from './rows/fields.ts';
import type { Stop } from './send/outcome.ts';

export const number = (value: number): string => value.toLocaleString('en');

const maxKinds = 20;

/** The statuses and the kinds of trouble, each with its first line. */
export const linesOfCounts = ({ statuses, troubles }: Counts): readonly string[] => {
  const kinds = [...troubles].toSorted(([, a], [, b]) => b.count - a.count);
  const more = kinds.length - maxKinds;
  return [
    `  ${[...statuses].map(([status, count]) => `${number(count)} ${status}`).join(', ') || 'no rows'}`,
    ...kinds
      .slice(0, maxKinds)
      .map(
        ([kind, { count, line, message }]) =>
          `  ${number(count).padStart(9)}  ${kind}  first on line ${line}: ${cutText(message, 200)}`,
      ),
    ...(more > 0 ? [`  and ${more} more kinds`] : []),
  ];
};

/** Why an import ended early, as sentences. `url` is the address of the gateway. */
export const reasonOf = (stop: Stop, url: string): string => {
  if (stop.type !== 'imported-before') return reasonOfStop(stop, url);
  const when = stop.at === null ? '' : ` at ${stop.at}`;
  return `The gateway accepted the first rows of this file before${when}, so nothing was sent now. To send the file as a new import, add --again. To continue an import whose results were lost, add --resume.`;
};

export const codeOfStop = (stop: Stop): ExitCode =>
  stop.type === 'imported-before' ? exitCodes.importedBefore : codeOfReply(stop);

export const codeOfCounts = (counts: Counts): ExitCode =>
  hasTrouble(counts) ? exitCodes.trouble : exitCodes.done;

/** `hasEarlier`: an earlier run of the same import may have sent rows. */
export const nothingSent = (hasEarlier: boolean): string =>
  hasEarlier ? 'Nothing was sent in this run. Rows of an earlier run stay sent.' : 'Nothing was sent.';

const maxColumns = 20;

/** What the user should know about the columns before rows are sent. */
export const linesOfColumns = ({ unused, codes }: ColumnNotes): readonly string[] => [
  ...codes.map(
    ({ column, field }) =>
      `The column "${column}" is read as ${field}. Check that it has the ids of the vendor. If it has other codes, ignore it with --map "${column}=".`,
  ),
  ...(unused.length === 0
    ? []
    : [
        `Columns that are not used: ${unused.slice(0, maxColumns).join(', ')}. If one of them states a field, such as the store, name it, e.g. --map "${unused[0]}=locationId". Fields: ${fields.join(', ')}.`,
      ]),
];
