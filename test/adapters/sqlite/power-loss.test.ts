import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SyncFile } from '../../../src/adapters/sqlite/file/log-file.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import type { Operation } from '../../../src/domain/operation.ts';
import { JournalInDoubt, JournalUnavailable } from '../../../src/ports/journal/journal-unavailable.ts';
import {
  accept,
  claim,
  itemsOf,
  operationOf,
  send,
  settleAll,
  some,
  statesOf,
} from '../../contract/journal/given.ts';
import { refusedRow, stockOf } from '../../support/changes.ts';
import { failingSync, watchedSync } from '../../support/sync-file.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const openFor = (directory: string, sync?: SyncFile) => {
  const journal = openSqliteJournal(directory, sync);
  onTestFinished(() => journal.close());
  return journal;
};

/**
 * A journal on a disk that keeps only what was synced: `image` is the state after a loss of power, as it was when
 * the last completed sync began.
 */
const openOnForgetfulDisk = async () => {
  const home = await temporaryDirectory();
  const directory = join(home, 'live');
  let syncs = 0;
  let image = '';
  const sync = watchedSync(() => {
    syncs += 1;
    const copy = join(home, String(syncs));
    cpSync(directory, copy, { recursive: true, filter: (path) => !/-shm$|\.lock$/u.test(path) });
    return () => {
      image = copy;
    };
  });
  const journal = openFor(directory, sync);
  await journal.recover();
  return { journal, syncs: () => syncs, afterPowerLoss: () => openFor(image), image: () => image };
};

/** As if the operating system had restarted: the recorded boot id is another one. */
const otherBoot = (directory: string) => {
  const db = new DatabaseSync(join(directory, 'journal.sqlite'));
  db.exec("UPDATE runs SET boot = 'another'");
  db.close();
};

describe('a loss of power', () => {
  it('undoes nothing that was read, whatever was committed', async () => {
    const { journal, afterPowerLoss } = await openOnForgetfulDisk();
    const heard: Operation[] = [];
    await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        for (let round = 0; round < at % 4; round += 1) await new Promise((resolve) => setImmediate(resolve));
        const { operation } = await accept(journal, stockOf(String(at), at));
        heard.push(await operationOf(journal, operation.id));
      }),
    );
    const next = afterPowerLoss();
    expect(await next.operations(heard.map(({ id }) => id))).toEqual(heard);
    expect(heard).toHaveLength(20);
  });

  it('undoes no settlement that has resolved, nor what it depends on', async () => {
    const { journal, afterPowerLoss } = await openOnForgetfulDisk();
    const { operation, request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)]);
    await settleAll(journal, request);
    const next = afterPowerLoss();
    expect(await statesOf(next, operation.id)).toEqual(['APPLIED', 'APPLIED']);
    expect(await next.requestsOf([operation.id])).toMatchObject([[{ id: request.id, outcome: 'ANSWERED' }]]);
  });

  it('undoes no request that may get a callback', async () => {
    const { journal, afterPowerLoss } = await openOnForgetfulDisk();
    const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
    expect((await afterPowerLoss().requestByCallback('hash'))?.id).toBe(request.id);
    const again = some(await journal.resend(request.id, request.rows, { ...draft, callbackHash: 'other' }));
    expect((await afterPowerLoss().requestByCallback('other'))?.id).toBe(again.id);
  });

  it('may undo a claim: sending a request waits for no sync', async () => {
    const { journal, syncs } = await openOnForgetfulDisk();
    const before = syncs();
    const { request } = await send(journal, [stockOf('1', 1)]);
    expect(syncs()).toBe(before);
    await settleAll(journal, request);
    expect(syncs()).toBe(before + 1);
  });

  it('leaves queued items in doubt: their claim may be lost', async () => {
    const { journal, afterPowerLoss, image } = await openOnForgetfulDisk();
    const { operation, queued } = await accept(journal, stockOf('1', 1));
    await operationOf(journal, operation.id);
    // The item is sent, and nothing of it reaches the disk.
    await claim(journal, queued);
    otherBoot(image());
    const next = afterPowerLoss();
    await next.recover();
    expect(await statesOf(next, operation.id)).toEqual(['QUEUED']);
    await settleAll(next, some((await claim(next, queued)).request), refusedRow());
    const [item] = await itemsOf(next, operation.id);
    expect(item?.progress).toMatchObject({ state: 'FAILED', failure: { mayHaveApplied: true } });
  });

  it.for(['was closed', 'lost its process only'])('is not assumed if a gateway %s', async (end) => {
    const { journal, afterPowerLoss, image } = await openOnForgetfulDisk();
    const { operation, queued } = await accept(journal, stockOf('1', 1));
    await operationOf(journal, operation.id);
    if (end === 'was closed') {
      const closing = openSqliteJournal(image());
      await closing.recover();
      await closing.close();
      const db = new DatabaseSync(join(image(), 'journal.sqlite'));
      expect(db.prepare('SELECT * FROM runs').all()).toEqual([]);
      db.close();
    }
    const next = afterPowerLoss();
    await next.recover();
    await settleAll(next, some((await claim(next, queued)).request), refusedRow());
    const [item] = await itemsOf(next, operation.id);
    expect(item?.progress).toMatchObject({ state: 'FAILED', failure: { mayHaveApplied: false } });
  });
});

describe('a disk that fails to sync', () => {
  it('leaves waiting writes in doubt, and refuses further ones until the journal is opened again', async () => {
    const directory = await temporaryDirectory();
    let fails = false;
    const journal = openSqliteJournal(
      directory,
      failingSync(() => fails),
    );
    const { operation, request } = await send(journal, [stockOf('1', 1)]);
    await journal.check();
    fails = true;
    await expect(settleAll(journal, request)).rejects.toThrow(JournalInDoubt);
    fails = false;
    await expect(journal.check()).rejects.toThrow(JournalInDoubt);
    await expect(accept(journal, stockOf('2', 2))).rejects.toThrow(JournalUnavailable);
    await expect(operationOf(journal, operation.id)).rejects.toThrow(JournalInDoubt);
    await journal.close();

    const next = openFor(directory);
    await next.check();
    expect(await statesOf(next, operation.id)).toEqual(['APPLIED']);
    expect((await accept(next, stockOf('2', 2))).operation.id).toBe(2);
  });
});

const draft = {
  channel: stockOf('1', 1).channel,
  kind: 'STOCK_SET',
  sentAt: 2_500,
  deadline: 9_000,
} as const;
