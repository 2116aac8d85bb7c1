import { Tags } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SkusDocument, type SkusQuery } from '../api/generated/graphql.ts';
import { usePages } from '../api/pages.ts';
import { newestOf, useStockChanges } from '../api/stock-changes.ts';
import { useQueryState } from '../lib/query-state.ts';
import { targetText } from '../lib/targets.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { SearchField, Select } from '../ui/fields.tsx';
import { type Level, LevelChip } from '../ui/level.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';

type Sku = SkusQuery['skus']['nodes'][number];
type Listing = Sku['listings'][number];
type Changes = ReadonlyMap<string, Level>;

const names = ['search', 'show'] as const;
const nothing = {};
const pageOf = ({ skus }: SkusQuery) => skus;

const ListingLine = ({ listing, changes }: { readonly listing: Listing; readonly changes: Changes }) => {
  const { t } = useTranslation();
  const { channel, buffer, stock } = listing;
  const target = targetText(t, listing);
  const name = stock?.product?.name ?? target;
  return (
    <li className="listing">
      <span className="listing-target">
        <strong>{channel.key}</strong> <span className="mono soft">{target}</span>
        {stock?.product?.name != null && <span className="listing-name">{stock.product.name}</span>}
        {buffer > 0 && <span className="soft small">{t('skus.buffer', { count: buffer })}</span>}
      </span>
      {stock ? (
        <LevelChip level={newestOf(stock, changes)} name={name} />
      ) : (
        <span className="soft small">{t('skus.noStock')}</span>
      )}
    </li>
  );
};

const Row = ({ sku, changes }: { readonly sku: Sku; readonly changes: Changes }) => {
  const { t } = useTranslation();
  const { code, listings } = sku;
  return (
    <div className="row sku-row">
      <div className="sku-head">
        <h2 className="mono">{code}</h2>
        <p className="soft small">
          {listings.length === 0 ? t('skus.noListings') : t('skus.listings', { count: listings.length })}
        </p>
      </div>
      {listings.length > 0 && (
        <ul className="listings">
          {listings.map((listing) => (
            <ListingLine
              key={`${listing.channel.key} ${targetText(t, listing)}`}
              listing={listing}
              changes={changes}
            />
          ))}
        </ul>
      )}
    </div>
  );
};

/** The SKUs with their listings. */
export const Skus = () => {
  const { t } = useTranslation();
  const [{ search, show }, choose] = useQueryState(names);
  const words = useDebounced(search.trim());
  const variables = useMemo(
    () => ({
      first: 50,
      filter: {
        ...(words !== '' && { search: words }),
        ...(show === 'unlisted' && { unlisted: true }),
        ...(show === 'drifted' && { drifted: true }),
      },
    }),
    [words, show],
  );
  const { nodes, first, error, hasMore, more, reload } = usePages(SkusDocument, variables, pageOf);
  const changes = useStockChanges(nothing, nodes.length > 0);
  const isFiltered = words !== '' || show !== '';
  return (
    <Page title={t('skus.title')} intro={t('skus.intro')}>
      <search className="filters">
        <SearchField
          label={t('skus.search')}
          text={t('skus.searchText')}
          value={search}
          onChange={(text) => choose({ search: text })}
        />
        <Select
          label={t('skus.show')}
          value={show}
          options={[
            { id: '', label: t('skus.filters.all') },
            { id: 'unlisted', label: t('skus.filters.unlisted') },
            { id: 'drifted', label: t('skus.filters.drifted') },
          ]}
          onChange={(text) => choose({ show: text })}
        />
      </search>
      {first === null && error && <Problem error={error} onRetry={reload} />}
      {first === null && !error && <Skeleton rows={6} />}
      {first !== null && nodes.length === 0 && (
        <Empty
          title={t(isFiltered ? 'skus.noMatch' : 'skus.empty')}
          text={t(isFiltered ? 'skus.noMatchText' : 'skus.emptyText')}
          icon={Tags}
        />
      )}
      {nodes.length > 0 && (
        <VirtualList
          label={t('skus.title')}
          entries={nodes}
          rowHeight={140}
          hasMore={hasMore}
          idOf={({ code }) => code}
          onEnd={more}
        >
          {(sku) => <Row sku={sku} changes={changes} />}
        </VirtualList>
      )}
    </Page>
  );
};
