import { beforeEach, expect, it } from 'vitest';
import {
  notificationChannels,
  parseNotification,
} from '../../../../src/adapters/postgres/connection/notification.ts';
import { asChannelId } from '../../../../src/domain/ids.ts';
import { noChanges } from '../../../../src/ports/journal/changes.ts';
import { noRecovery } from '../../../../src/ports/journal/requests.ts';
import { accept, claim, itemsOf, send, settleAll, some, statesOf } from '../../../contract/journal/given.ts';
import { refusedRow, shop, stockOf } from '../../../support/changes.ts';
import { query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, empty, open, connect } = describedDatabase();
beforeEach(empty);

const other = asChannelId('other');
const onOther = (productId: string) => stockOf(productId, 1, { channel: other });
const answered = { httpStatus: 202, vendorRequestId: 'v' };

/** The work that a killed gateway with both channels left: a queued item and an item being sent, on each channel. */
const leftBehind = async () => {
  const gone = await open({ renewMs: 3_600_000 });
  const sending = await send(gone, [stockOf('1', 1)]);
  const sendingOther = await send(gone, [onOther('1')], { channel: other });
  const queued = await accept(gone, stockOf('2', 1), onOther('2'));
  await query(url(), `UPDATE gateways SET expires_at = '-infinity'`);
  return { gone, sending, sendingOther, queued };
};

it('leaves the items of another channel to a gateway that has it, and does not read them again', async () => {
  const { sending, sendingOther, queued } = await leftBehind();
  const heir = await open();
  const first = await heir.failover([shop]);
  expect(first.queued.map(({ channel }) => channel)).toEqual([shop, shop]);
  expect(first.underWay).toEqual(new Map([[shop, 2]]));
  expect(first.left).toEqual(new Map([[other, 2]]));
  expect(await heir.failover([shop])).toEqual(noRecovery);
  expect(await heir.underWay()).toEqual(first.underWay);

  const able = await open();
  const second = await able.failover([other]);
  expect(second.queued).toEqual([...sendingOther.queued, ...queued.queued.slice(1)]);
  expect([second.underWay, second.left]).toEqual([new Map([[other, 2]]), new Map()]);
  const request = some((await claim(able, second.queued, { channel: other })).request);
  expect(request.rows).toHaveLength(2);
  // What was being sent may have reached the vendor before the first failover.
  await settleAll(able, request, refusedRow());
  const [item] = await itemsOf(able, sendingOther.operation.id);
  expect(item?.progress).toMatchObject({ failure: { mayHaveApplied: true } });
  expect(await statesOf(heir, sending.operation.id)).toEqual(['QUEUED']);
  expect(await query(url(), 'SELECT id FROM gateways WHERE left_channels IS NOT NULL')).toEqual([]);
});

it('recovers them once it has the channel itself', async () => {
  await leftBehind();
  const heir = await open();
  expect((await heir.failover([])).left).toEqual(
    new Map([
      [shop, 2],
      [other, 2],
    ]),
  );
  expect((await heir.failover([other])).queued).toHaveLength(2);
  expect((await heir.failover([other])).queued).toHaveLength(0);
  expect((await heir.failover([shop, other])).queued).toHaveLength(2);
});

it('reports at each start the work that waits for a gateway with its channel', async () => {
  await leftBehind();
  for (let start = 0; start < 2; start += 1) {
    const { queued, left } = await (await open()).recover([shop]);
    expect(queued).toHaveLength(start === 0 ? 2 : 0);
    expect(left).toEqual(new Map([[other, 2]]));
  }
});

it('leaves a request that waits for its callback to a gateway that has its channel', async () => {
  const gone = await open();
  const awaited = await send(gone, [onOther('1')], { channel: other, callbackHash: 'hash' });
  await gone.awaitCallback(awaited.request.id, answered, 2_100, 6_000);
  await query(url(), `UPDATE gateways SET expires_at = '-infinity'`);
  const heir = await open();
  const first = await heir.failover([shop]);
  expect([first.awaited, first.underWay, first.left]).toEqual([[], new Map(), new Map([[other, 1]])]);
  expect(await heir.underWay()).toEqual(new Map());
  const second = await (await open()).failover([other]);
  expect(second.awaited).toMatchObject([{ id: awaited.request.id, deadline: 6_000 }]);
  expect([second.underWay, second.left]).toEqual([new Map([[other, 1]]), new Map()]);
});

it('leaves a request of another channel that has no unfinished item', async () => {
  const gone = await open();
  const awaited = await send(gone, [onOther('1')], { channel: other, callbackHash: 'hash' });
  await gone.awaitCallback(awaited.request.id, answered, 2_100, 6_000);
  await query(
    url(),
    `UPDATE items SET state = 'OUTCOME_UNKNOWN'; UPDATE gateways SET expires_at = '-infinity'`,
  );
  expect((await (await open()).failover([shop])).left).toEqual(new Map([[other, 0]]));
  expect((await (await open()).failover([other])).awaited).toHaveLength(1);
});

it('hands on the queued and awaited work of a removed channel, and keeps what it is sending', async () => {
  const journal = await open();
  const sending = await send(journal, [onOther('1')], { channel: other });
  const awaited = await send(journal, [onOther('2')], { channel: other, callbackHash: 'hash' });
  await journal.awaitCallback(awaited.request.id, answered, 2_100, 6_000);
  const queued = await accept(journal, onOther('3'), stockOf('3', 1));

  expect(await journal.handOn([other])).toEqual({ items: 2, requests: [awaited.request.id] });
  expect(await journal.handOn([other])).toEqual({ items: 0, requests: [] });
  expect(await journal.underWay()).toEqual(
    new Map([
      [other, 1],
      [shop, 1],
    ]),
  );
  expect((await claim(journal, queued.queued.slice(0, 1), { channel: other })).request).toBeNull();
  expect((await journal.failover([shop])).queued).toEqual([]);

  const able = await open();
  const taken = await able.failover([shop, other]);
  expect(taken.queued).toEqual(queued.queued.slice(0, 1));
  expect(taken.awaited.map(({ id }) => id)).toEqual([awaited.request.id]);
  await settleAll(journal, sending.request);
  expect(await statesOf(journal, sending.operation.id)).toEqual(['APPLIED']);
});

it('recovers what it handed on once it has the channel again', async () => {
  const journal = await open();
  const { queued } = await accept(journal, onOther('1'));
  await journal.handOn([other]);
  expect((await journal.failover([shop, other])).queued).toEqual(queued);
  expect(some((await claim(journal, queued, { channel: other })).request).rows).toHaveLength(1);
});

it('leaves nothing to the stopped gateway', async () => {
  const { gone, sendingOther, queued } = await leftBehind();
  await (await open()).failover([shop]);
  expect(await settleAll(gone, sendingOther.request)).toEqual(noChanges);
  expect((await claim(gone, queued.queued, { channel: other })).request).toBeNull();
});

it('notifies the other gateways at once of work that is left for them', async () => {
  await leftBehind();
  const heir = await open();
  const listener = await connect();
  const heard: unknown[] = [];
  listener.on('notification', ({ payload }) => heard.push(parseNotification(payload ?? '')?.left));
  await listener.query(`LISTEN ${notificationChannels.changes}`);
  await heir.failover([shop]);
  await expect.poll(() => heard).toEqual([true]);
});
