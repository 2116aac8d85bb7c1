import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

type VirtualListProps<Entry> = {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly rowHeight: number;
  readonly hasMore: boolean;
  idOf(entry: Entry): string;
  /** Called when the end comes near. */
  onEnd(): void;
  children(entry: Entry): ReactNode;
};

/** Loads the next page this many rows before the end. */
const ahead = 30;

/** A long list in the page of which only the visible rows exist. */
export const VirtualList = <Entry,>(props: VirtualListProps<Entry>) => {
  const { label, entries, rowHeight, hasMore, idOf, onEnd, children } = props;
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const place = (): void => {
      if (list.current) setTop(list.current.getBoundingClientRect().top + window.scrollY);
    };
    place();
    const sized = new ResizeObserver(place);
    sized.observe(document.body);
    return () => sized.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({
    count: entries.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => {
      const entry = entries[index];
      return entry === undefined ? index : idOf(entry);
    },
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= entries.length - ahead) onEnd();
  }, [hasMore, last, entries.length, onEnd]);
  return (
    <ul ref={list} className="virtual" aria-label={label} style={{ height: virtual.getTotalSize() }}>
      {rows.map(({ index, key, start }) => {
        const entry = entries[index];
        return (
          entry !== undefined && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : entries.length}
              style={{ transform: `translateY(${String(start - virtual.options.scrollMargin)}px)` }}
            >
              {children(entry)}
            </li>
          )
        );
      })}
    </ul>
  );
};
