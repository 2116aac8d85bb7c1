import type { VendorUnavailable } from '../../domain/failure.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CatalogueKind, CatalogueRecord, Removed } from '../../ports/journal/catalogue.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { PageQuery, PageRead, ReadUnavailable } from '../../ports/vendor-reads.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';
import { type ReadVendorDeps, readVendor } from '../query/read-vendor.ts';
import {
  afterChanges,
  afterCheck,
  afterPage,
  beginFullPass,
  type FullPass,
  isFullPassDue,
  type Position,
  positionFrom,
  positionText,
} from './position.ts';

/** A channel whose vendor has lists of its products, locations and stock. */
export type PolledChannel = Channel & Required<Pick<Channel, 'catalogue'>>;

export const isPolled = (channel: Channel | undefined): channel is PolledChannel =>
  channel?.catalogue !== undefined;

export type PollDeps = ReadVendorDeps & {
  readonly journal: Pick<
    Journal,
    'recordCatalogue' | 'unseen' | 'removeFromCatalogue' | 'pollPosition' | 'takePoll'
  >;
  readonly clock: Clock;
  readonly handleChanges: HandleChanges;
};

/** `done`: the catalogue is up to date. `taken`: another gateway polls the channel. */
export type PollResult =
  | { readonly type: 'done' }
  | { readonly type: 'taken' }
  | { readonly type: 'unavailable'; readonly failure: VendorUnavailable };

type Rows = Pick<CatalogueRecord, CatalogueKind>;
const noRows: Rows = { products: [], levels: [], locations: [] };

type ListPage = Omit<Extract<PageRead<unknown>, { type: 'read' }>, 'rows'> & { readonly rows: Rows };

/** How long a gateway keeps the right to poll while it reads, without renewing it, milliseconds. */
const pollRightMs = 30_000;
/** Rows that a full pass did not see are checked in groups of this size. */
const checkedAtOnce = 500;

/**
 * Polls the lists of one channel once. A full pass reads all pages, and then asks for each row that was on no page: a
 * list may skip a row, so only a row that the vendor does not have is removed. Between two full passes, a poll reads the
 * rows that changed. It sends one request at a time, after the live reads that wait.
 */
export const createPoll = (deps: PollDeps) => {
  const { journal, clock, handleChanges } = deps;

  const pageOf = async (
    channel: PolledChannel,
    kind: CatalogueKind,
    query: PageQuery,
  ): Promise<ListPage | ReadUnavailable> => {
    const later = deps.readLimitOf(channel).startLater;
    const read = <Row>(
      list: (query: PageQuery, start: typeof later) => Promise<PageRead<Row>>,
      rowsOf: (rows: readonly Row[]) => Partial<Rows>,
    ): Promise<ListPage | ReadUnavailable> =>
      readVendor<ListPage>(
        channel,
        async () => {
          const page = await list(query, later);
          return page.type === 'read' ? { ...page, rows: { ...noRows, ...rowsOf(page.rows) } } : page;
        },
        deps,
      );
    switch (kind) {
      case 'products':
        return read(channel.catalogue.products, (products) => ({ products }));
      case 'locations':
        return read(channel.catalogue.locations, (locations) => ({ locations }));
      case 'levels':
        return read(channel.catalogue.levels, (levels) => ({ levels }));
    }
  };

  const record = async (
    { id }: Channel,
    rows: Rows,
    { pass, position }: Pick<CatalogueRecord, 'pass' | 'position'>,
  ): Promise<void> => {
    handleChanges(
      await journal.recordCatalogue({
        ...rows,
        channel: id,
        readAt: clock.now(),
        pass,
        refresh: false,
        position,
      }),
    );
  };

  /** The rows out of `unseen` that the vendor still has; the others are `gone`. */
  const check = async (
    channel: PolledChannel,
    unseen: Removed,
  ): Promise<{ readonly type: 'read'; readonly found: Rows; readonly gone: Removed } | ReadUnavailable> =>
    readVendor(
      channel,
      async () => {
        const later = deps.readLimitOf(channel).startLater;
        const { readProducts, readStock } = channel;
        const products = await readProducts?.(unseen.products, later);
        if (products?.type === 'unavailable') return products;
        const levels = await readStock?.(unseen.levels, later);
        if (levels?.type === 'unavailable') return levels;
        return {
          type: 'read',
          found: {
            ...noRows,
            products: products?.products.filter((one) => one !== null) ?? [],
            levels: levels?.levels.filter((one) => one !== null) ?? [],
          },
          gone: {
            ...unseen,
            products: unseen.products.filter((_id, at) => !products?.products[at]),
            levels: unseen.levels.filter((_key, at) => !levels?.levels[at]),
          },
        };
      },
      deps,
    );

  /** Removes the rows that the vendor does not have any longer. */
  const removeMissing = async (
    channel: PolledChannel,
    { pass }: Position,
    { kind, startedAt }: FullPass,
  ): Promise<ReadUnavailable | null> => {
    for (;;) {
      const unseen = await journal.unseen(channel.id, kind, pass, startedAt, checkedAtOnce);
      const count = unseen.products.length + unseen.levels.length + unseen.locations.length;
      if (count === 0) return null;
      const checked = await check(channel, unseen);
      if (checked.type === 'unavailable') return checked;
      await record(channel, checked.found, { pass, position: null });
      const { products, levels, locations } = checked.gone;
      handleChanges(await journal.removeFromCatalogue(checked.gone, startedAt));
      deps.log.info(
        {
          channel: channel.key,
          products: products.length,
          levels: levels.length,
          locations: locations.length,
        },
        'The vendor does not have these rows any longer',
      );
      if (count < checkedAtOnce) return null;
    }
  };

  const readAll = async (channel: PolledChannel, first: Position): Promise<Position | ReadUnavailable> => {
    let position = first;
    for (let { full } = position; full; { full } = position) {
      await journal.takePoll(channel.id, pollRightMs + channel.limits.catalogPollMs);
      if (full.isRead) {
        const failed = await removeMissing(channel, position, full);
        if (failed) return failed;
        position = afterCheck(position, full);
        await record(channel, noRows, { pass: null, position: positionText(position) });
        continue;
      }
      const page = await pageOf(channel, full.kind, { after: full.after, changedSince: null });
      if (page.type === 'unavailable') return page;
      position = afterPage(position, full, page, clock.now());
      await record(channel, page.rows, { pass: position.pass, position: positionText(position) });
    }
    return position;
  };

  /** Reads the rows of a kind that changed. Stores the position only with rows: a poll that finds nothing writes nothing. */
  const readChanges = async (
    channel: PolledChannel,
    kind: 'products' | 'levels',
    first: Position,
  ): Promise<Position | ReadUnavailable> => {
    const changedSince = first.since[kind];
    let newest: number | null = null;
    let position = first;
    for (let after: string | null | undefined; after !== null; ) {
      const page = await pageOf(channel, kind, { after: after ?? null, changedSince });
      if (page.type === 'unavailable') return page;
      after = page.next;
      newest = Math.max(newest ?? 0, page.newestChange ?? 0) || null;
      // Only the last page moves the position: an interrupted poll reads its pages again.
      if (after === null) position = afterChanges(first, kind, newest, clock.now());
      const isMoved = position.since[kind] !== first.since[kind];
      if (page.rows.products.length + page.rows.levels.length > 0 || isMoved)
        await record(channel, page.rows, { pass: null, position: isMoved ? positionText(position) : null });
    }
    return position;
  };

  return async (channel: PolledChannel, wantsFullPass = false): Promise<PollResult> => {
    // The right lasts until the next poll, so that the same gateway polls again.
    const rightMs = pollRightMs + channel.limits.catalogPollMs;
    if (!(await journal.takePoll(channel.id, rightMs))) return { type: 'taken' };
    const stored = positionFrom(await journal.pollPosition(channel.id));
    const isDue =
      isFullPassDue(stored, clock.now(), channel.limits.catalogFullPassMs) ||
      (wantsFullPass && stored.full === null);
    const all = await readAll(channel, isDue ? beginFullPass(stored, clock.now()) : stored);
    if ('type' in all) return all;
    const products = await readChanges(channel, 'products', all);
    if ('type' in products) return products;
    const levels = await readChanges(channel, 'levels', products);
    return 'type' in levels ? levels : { type: 'done' };
  };
};
