import { isDeepStrictEqual } from 'node:util';
import { describe, expect } from 'vitest';
import { SetStock } from '../../e2e/documents.ts';
import { accepted, ended, operationOf, outcomeOf, resultsOf, setStock, until } from '../../support/client.ts';
import { request } from '../../support/graphql.ts';
import { globalLinkStock, smaregiStock } from '../../support/items.ts';
import { it } from '../../support/process.ts';
import { inspect } from '../crash/journal-file.ts';
import { isSoak } from '../support/scale.ts';
import { canLimit, limitedDisk, smallDisk } from './disk.ts';

describe('a gateway whose disk is full', () => {
  it.for([
    { name: 'no file may grow', open: limitedDisk, isAble: canLimit },
    // Only in a soak as root, because it mounts a file system.
    { name: 'the file system has no room', open: smallDisk, isAble: isSoak },
  ])(
    'accepts no items, keeps those it has, and continues when there is space again ($name)',
    async ({ open, isAble }, { directory, startGateway, vendors, onTestFinished, skip }) => {
      const disk = isAble ? open(directory) : null;
      if (!disk) return skip('Left to the soak, run as root on Linux');
      onTestFinished(() => disk.close());
      const held = [vendors.globalLink.control.hold('answers'), vendors.smaregi.control.hold('webhooks')];
      const settings = { ...vendors.settings, DATA_DIR: disk.directory };
      const { child, url, ended: exit, said } = await startGateway(settings);
      const pid = child.pid ?? 0;
      // Unfinished work when the disk fills up: one item being sent, one waiting for its webhook, and one behind it.
      const before = [
        await setStock(url, [globalLinkStock('product-001', 1), globalLinkStock('product-002', 1)], {
          waitMs: 0,
        }),
        await setStock(url, [smaregiStock('567', 2)], { waitMs: 0 }),
        await setStock(url, [globalLinkStock('product-001', 3)], { waitMs: 0 }),
      ].map((answer) => accepted(answer).id);

      await until(
        async () => (await Promise.all(before.map((id) => operationOf(url, id)))).flatMap(resultsOf),
        (results) =>
          isDeepStrictEqual(
            results.map((one) => 'stage' in one && one.stage),
            ['SENDING', 'SENDING', 'AWAITING_CALLBACK', 'QUEUED'],
          ),
      );

      disk.fill(pid);
      const input = { items: [globalLinkStock('product-003', 4)], idempotencyKey: 'while it is full' };
      // SQLite reports a file that must not grow as an error of the disk.
      const cause = expect.stringMatching(/^DISK_(?:FULL|ERROR)$/u);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const { data, errors } = await request(url, SetStock, { input });
        expect(data?.setStock ?? null).toBeNull();
        expect(errors?.[0]).toMatchObject({
          message: expect.stringMatching(
            /^The disk of the journal (?:is full|cannot be written or read)\. Nothing was accepted\./u,
          ),
          extensions: { code: 'JOURNAL_UNAVAILABLE', cause },
        });
      }
      const ready = async () => {
        const answer = await fetch(`${url}/health/ready`);
        return [answer.status, await answer.json()];
      };
      expect(await ready()).toEqual([
        503,
        {
          status: 'unavailable',
          reason: 'JOURNAL_UNAVAILABLE',
          cause,
          message: expect.stringContaining('the disk of DATA_DIR'),
        },
      ]);
      // Reads still work, and the vendors' answers arrive in the meantime.
      for (const id of before) expect((await operationOf(url, id)).status).toBe('RUNNING');
      for (const release of held) release();
      await expect.poll(() => vendors.smaregi.control.webhooks()).toHaveLength(1);
      await expect.poll(() => said.err).toContain('The journal cannot be written');
      expect(vendors.globalLink.control.writes().map(({ target }) => target)).not.toContain('product-003');

      disk.free(pid);
      const again = await setStock(url, input.items, { idempotencyKey: input.idempotencyKey });
      await expect.poll(ready).toEqual([200, { status: 'ok' }]);
      expect(again.replayed).toBe(false);
      expect(again.results.map(outcomeOf)).toEqual(['APPLIED']);
      for (const id of before) {
        expect(new Set(resultsOf(await ended(url, id)).map(outcomeOf))).toEqual(new Set(['APPLIED']));
      }
      expect(vendors.globalLink.control.writes().at(-2)?.target ?? '').toMatch(/product-00[13]/u);
      child.kill('SIGTERM');
      expect(await exit).toBe(0);
      expect(inspect(disk.directory, before)).toEqual({ damage: [], missing: [] });
    },
  );
});
