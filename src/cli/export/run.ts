import { gatewayCommand, type Tools } from '../client/command.ts';
import { codeOfReply, reasonOfStop } from '../client/reason.ts';
import { type ExitCode, exitCodes } from '../files/exit-codes.ts';
import { recordsIn } from '../files/records.ts';
import { type ExportRequest, readExport, usage } from './arguments.ts';
import { listNamed } from './lists.ts';
import { createOutput } from './output.ts';

/** Writes page after page, so the memory does not grow with the list. */
const runRequest = async (
  { list: name, format, filter, hasMark, out }: ExportRequest,
  { gateway, progress, say, connection }: Tools,
): Promise<ExitCode> => {
  const output = await createOutput(out);
  try {
    progress.begin('Exporting');
    const list = listNamed(name);
    const { head, linesOf } = recordsIn(format, list.columns, hasMark);
    await output.write(head);
    let [count, after] = [0, null as string | null];
    do {
      const page = await list.page(gateway, filter, after);
      if ('type' in page) {
        progress.end();
        say(`${reasonOfStop(page, connection.url)} Nothing was written.`);
        return codeOfReply(page);
      }
      await output.write(linesOf(page.records));
      count += page.records.length;
      progress.note('');
      progress.update(count, null);
      after = page.next;
    } while (after !== null);
    progress.end();
    await output.publish();
    say(`Wrote ${count.toLocaleString('en')} rows to ${out}.`);
    return exitCodes.done;
  } finally {
    progress.end();
    await output.discard();
  }
};

/** Writes a list of a gateway to a file. */
export const runExport = gatewayCommand({ usage, read: readExport, run: runRequest });
