import { useQuery, useSubscription } from '@apollo/client/react';
import { useDeferredValue, useEffect, useState } from 'react';
import { ChangeForm, type Line, type Sent, unconfirmed } from './change-form.tsx';
import { onConnection } from './client.ts';
import { type Level, List, Live, type Product } from './documents.ts';
import type { ListQuery } from './generated/graphql.ts';

type Page = { first?: number; after?: string | null; last?: number; before?: string | null };

const pageSize = 20;

/** Where the stock is, such as "Yokohama" or "Red, M". */
const placeOf = (level: Level, { options, channel }: Product): string => {
  const option = options.find(({ optionId }) => optionId === level.optionId);
  const names = option?.names.map(({ name }) => name).join(', ');
  const place = level.location?.name ?? level.locationId;
  return [place, names ?? level.optionId].filter(Boolean).join(' · ') || channel.key;
};

const countOf = ({ value, precision }: ListQuery['products']['count']): string =>
  `${value}${precision === 'AT_LEAST' ? '+' : ''} found`;

export const Shop = () => {
  const [search, setSearch] = useState('');
  const [page, setPage] = useState<Page>({ first: pageSize });
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [sent, setSent] = useState<Sent | null>(null);
  // The list shows a new quantity before its vendor has confirmed it.
  const optimistic = unconfirmed(sent);
  const text = useDeferredValue(search);
  const { data, previousData, error } = useQuery(List, { variables: { search: text, ...page } });
  const { error: liveError } = useSubscription(Live);
  const [isOnline, setOnline] = useState(true);
  useEffect(() => onConnection(setOnline), []);
  const products = (data ?? previousData)?.products;
  const add = (level: Level, product: Product): void => {
    if (lines.some((line) => line.level.id === level.id)) return;
    const name = `${product.name ?? product.code ?? level.productId}, ${placeOf(level, product)}`;
    setLines([...lines, { level, name, expected: level.quantity, quantity: level.quantity }]);
  };
  const { startCursor = null, endCursor = null, hasPreviousPage, hasNextPage } = products?.pageInfo ?? {};
  const back = { last: pageSize, before: startCursor };
  const next = { first: pageSize, after: endCursor };
  return (
    <main>
      <header>
        <h1>Shop stock</h1>
        <input
          type="search"
          aria-label="Search products"
          placeholder="Name, code or id"
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
            setPage({ first: pageSize });
          }}
        />
        {products && <span className="soft">{countOf(products.count)}</span>}
      </header>
      {!isOnline && <p role="status">Offline: the stock may have changed. Connecting again …</p>}
      {(error ?? liveError) && (
        <p role="alert">The gateway did not answer: {(error ?? liveError)?.message}</p>
      )}
      <div className="columns">
        <section aria-label="Products">
          {products?.nodes.map((product) => (
            <article key={product.id}>
              <h3>{product.name ?? product.code}</h3>
              <p className="soft">
                {product.channel.key} {product.code}{' '}
                {product.price && `${product.price.amount} ${product.price.currency}`}
              </p>
              <ul>
                {product.stock.nodes.map((level) => {
                  const isOptimistic = optimistic.has(level.id);
                  return (
                    <li key={level.id} title={`Correct at ${level.observedAt}`}>
                      <span>{placeOf(level, product)}</span>
                      <output className={isOptimistic || level.pending ? 'pending' : ''}>
                        {optimistic.get(level.id) ?? level.quantity}
                        {!isOptimistic && level.pendingQuantity !== null && ` → ${level.pendingQuantity}`}
                      </output>
                      {level.optionId === null && (
                        <button
                          type="button"
                          aria-label={`Change ${placeOf(level, product)}`}
                          onClick={() => add(level, product)}
                        >
                          Change
                        </button>
                      )}
                    </li>
                  );
                })}
              </ul>
            </article>
          ))}
          <nav>
            <button type="button" disabled={!hasPreviousPage} onClick={() => setPage(back)}>
              Back
            </button>
            <button type="button" disabled={!hasNextPage} onClick={() => setPage(next)}>
              Next
            </button>
          </nav>
        </section>
        <ChangeForm lines={lines} edit={setLines} sent={sent} setSent={setSent} />
      </div>
    </main>
  );
};
