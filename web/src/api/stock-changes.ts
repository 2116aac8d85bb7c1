import { useEffect, useRef, useState } from 'react';
import type { Level } from '../ui/level.tsx';
import { StockChangesDocument, type StockFilter } from './generated/graphql.ts';
import { useEvents } from './live.ts';

/** Many changes at once become one rendering. */
const gatherMs = 250;

/** The newest state of each level that changed since the page was opened, by its id. */
export const useStockChanges = (filter: StockFilter, isOn = true): ReadonlyMap<string, Level> => {
  const [changed, setChanged] = useState<ReadonlyMap<string, Level>>(new Map());
  const gathered = useRef(new Map<string, Level>());
  useEvents(
    StockChangesDocument,
    { filter },
    ({ stockChanged }) => gathered.current.set(stockChanged.id, stockChanged),
    isOn,
  );
  useEffect(() => {
    const timer = setInterval(() => {
      if (gathered.current.size === 0) return;
      const news = gathered.current;
      gathered.current = new Map();
      setChanged((before) => new Map([...before, ...news]));
    }, gatherMs);
    return () => clearInterval(timer);
  }, []);
  return changed;
};

/** The newer of both. */
export const newestOf = <Shown extends Level>(level: Shown, changes: ReadonlyMap<string, Level>): Shown => {
  const change = changes.get(level.id);
  return change && change.observedAt >= level.observedAt ? { ...level, ...change } : level;
};
