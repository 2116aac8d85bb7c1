import { Boxes } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ProductsDocument, type ProductsQuery } from '../api/generated/graphql.ts';
import { usePages } from '../api/pages.ts';
import { newestOf, useStockChanges } from '../api/stock-changes.ts';
import { useQueryState } from '../lib/query-state.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { useChannels } from '../shell/channel-data.tsx';
import { SearchField, Select } from '../ui/fields.tsx';
import { type Level, LevelChip } from '../ui/level.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';

type Product = ProductsQuery['products']['nodes'][number];

const names = ['search', 'channel'] as const;
const pageOf = ({ products }: ProductsQuery) => products;

type RowProps = { readonly product: Product; readonly changes: ReadonlyMap<string, Level> };

const Row = ({ product, changes }: RowProps) => {
  const { t, i18n } = useTranslation();
  const { productId, code, channel, price, sku, stock } = product;
  const name = product.name ?? t('products.unnamed', { id: productId });
  const cost =
    price &&
    new Intl.NumberFormat(i18n.language, { style: 'currency', currency: price.currency }).format(
      Number(price.amount),
    );
  return (
    <div className="row product-row">
      <div className="product-name">
        <h2>{name}</h2>
        <p className="soft small">
          <span>{channel.key}</span>
          <span className="mono">{productId}</span>
          {code !== null && <span className="mono">{code}</span>}
          {cost !== null && <span>{cost}</span>}
          {sku && <Link href={`/skus?search=${encodeURIComponent(sku.code)}`}>SKU {sku.code}</Link>}
        </p>
      </div>
      <div className="chips">
        {stock.nodes.length === 0 && <span className="soft small">{t('products.noStock')}</span>}
        {stock.nodes.map((level) => (
          <LevelChip key={level.id} level={newestOf(level, changes)} name={name} />
        ))}
        {stock.pageInfo.hasNextPage && <span className="soft small">{t('products.moreStores')}</span>}
      </div>
    </div>
  );
};

const Count = ({ count }: { readonly count: ProductsQuery['products']['count'] }) => {
  const { t } = useTranslation();
  return (
    <p className="soft" role="status">
      {count.precision === 'EXACT'
        ? t('products.count', { count: count.value })
        : t('products.countAtLeast', { count: count.value })}
    </p>
  );
};

/** Products with their stock by store, searched and live. */
export const Products = () => {
  const { t } = useTranslation();
  const { data: channels } = useChannels();
  const [{ search, channel }, choose] = useQueryState(names);
  const words = useDebounced(search.trim());
  const variables = useMemo(
    () => ({
      first: 50,
      filter: {
        ...(words !== '' && { search: words }),
        ...(channel !== '' && { channels: [channel] }),
      },
    }),
    [words, channel],
  );
  const { nodes, first, error, hasMore, more, reload } = usePages(ProductsDocument, variables, pageOf);
  const watched = useMemo(() => (channel === '' ? {} : { channels: [channel] }), [channel]);
  const changes = useStockChanges(watched, first !== null);
  const all = { id: '', label: t('state.all') };
  const isFiltered = words !== '' || channel !== '';
  return (
    <Page title={t('products.title')} intro={t('products.intro')}>
      <search className="filters">
        <SearchField
          label={t('products.search')}
          text={t('products.searchText')}
          value={search}
          onChange={(text) => choose({ search: text })}
        />
        <Select
          label={t('products.channel')}
          value={channel}
          options={[all, ...(channels?.channels ?? []).map(({ key }) => ({ id: key, label: key }))]}
          onChange={(text) => choose({ channel: text })}
        />
      </search>
      {first === null && error && <Problem error={error} onRetry={reload} />}
      {first === null && !error && <Skeleton rows={8} />}
      {first !== null && <Count count={first.products.count} />}
      {first !== null && nodes.length === 0 && (
        <Empty
          title={t(isFiltered ? 'products.noMatch' : 'products.empty')}
          text={t(isFiltered ? 'products.noMatchText' : 'products.emptyText')}
          icon={Boxes}
        />
      )}
      {nodes.length > 0 && (
        <VirtualList
          label={t('products.title')}
          entries={nodes}
          rowHeight={96}
          hasMore={hasMore}
          idOf={({ id }) => id}
          onEnd={more}
        >
          {(product) => <Row product={product} changes={changes} />}
        </VirtualList>
      )}
    </Page>
  );
};
