import { useNow } from '../lib/clock.ts';
import { useFormat } from '../lib/format.ts';

/** A time relative to now. The exact time is its title. */
export const Ago = ({ at }: { readonly at: string }) => {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.relative(at, Math.max(now, Date.parse(at)))}
    </time>
  );
};

export const At = ({ at }: { readonly at: string }) => {
  const format = useFormat();
  return <time dateTime={at}>{format.dateTime(at)}</time>;
};
