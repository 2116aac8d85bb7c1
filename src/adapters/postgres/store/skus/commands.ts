import { deleteSkus, type LoadedSkus, saveSkus } from '../../../../core/decide/skus.ts';
import type { SkuCode } from '../../../../domain/ids.ts';
import { type Listing, type Sku, searchedCode } from '../../../../domain/sku.ts';
import type { Skus } from '../../../../ports/journal/skus.ts';
import { skusOf } from '../../../journal-rows.ts';
import { ownersOf } from '../../../lists/skus.ts';
import {
  advisoryLocks,
  type Statement,
  type Transaction,
  type Transactions,
} from '../../connection/transaction.ts';
import { levelKeyValues } from '../sql.ts';
import { byCodes, byListings, codesAt } from './reads.ts';

const dropListings: Statement = {
  name: 'drop-sku-listings',
  text: 'DELETE FROM sku_listings WHERE code = ANY ($1::text[])',
};
const drop: Statement = { name: 'drop-skus', text: 'DELETE FROM skus WHERE code = ANY ($1::text[])' };
const put: Statement = {
  name: 'put-skus',
  text: `
    INSERT INTO skus (code, search_text) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
};
const putListings: Statement = {
  name: 'put-sku-listings',
  text: `
    INSERT INTO sku_listings (channel, product_id, location_id, option_id, code, position, buffer)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::integer[])`,
};

/** Saves of all gateways run one after the other, so that two of them cannot claim the same listing. */
const opening = `SELECT pg_advisory_xact_lock(${advisoryLocks.skus}, 0)`;

const load = async (
  { run }: Transaction,
  codes: readonly SkuCode[],
  listings: readonly Listing[],
): Promise<LoadedSkus> => {
  const [skus, found] = await Promise.all([
    run(byCodes, [codes]),
    listings.length > 0 ? run(byListings, levelKeyValues(listings)) : [],
  ]);
  return { skus: skusOf(skus), owners: ownersOf(listings, codesAt(found, listings.length)) };
};

/** Writes SKUs. The last statement is not awaited: the commit follows it. */
const write = ({ run }: Transaction, skus: readonly Sku[]): void => {
  if (skus.length === 0) return;
  const codes = skus.map(({ code }) => code);
  void run(dropListings, [codes]);
  void run(put, [codes, codes.map(searchedCode)]);
  const listings = skus.flatMap(({ code, listings: own }) =>
    own.map((listing, position) => ({ code, listing, position })),
  );
  if (listings.length === 0) return;
  void run(putListings, [
    ...levelKeyValues(listings.map(({ listing }) => listing)),
    listings.map(({ code }) => code),
    listings.map(({ position }) => position),
    listings.map(({ listing }) => listing.buffer),
  ]);
};

export const skuCommands = (
  transaction: Transactions,
  during: <Result>(work: Promise<Result>) => Promise<Result>,
): Pick<Skus, 'saveSkus' | 'deleteSkus'> => ({
  saveSkus: (drafts, caller) =>
    during(
      transaction(async (tx) => {
        const loaded = await load(
          tx,
          drafts.map(({ code }) => code),
          drafts.flatMap(({ listings }) => listings),
        );
        const { put: saved, refused } = saveSkus(drafts, caller, loaded);
        write(tx, saved);
        return refused;
      }, opening),
    ),
  deleteSkus: (codes, caller) =>
    during(
      transaction(async (tx) => {
        const { deleted, refused } = deleteSkus(codes, caller, await load(tx, codes, []));
        if (deleted.length > 0) {
          void tx.run(dropListings, [deleted]);
          void tx.run(drop, [deleted]);
        }
        return refused;
      }, opening),
    ),
});
