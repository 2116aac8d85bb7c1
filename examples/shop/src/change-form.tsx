import { useMutation, useSubscription } from '@apollo/client/react';
import { type Dispatch, type FormEvent, type SetStateAction, useState } from 'react';
import { Follow, type ItemResult, type Level, SetStock } from './documents.ts';
import { explain } from './results.ts';

/** A level in the form. `expected` is the quantity that the person saw when it was added. */
export type Line = {
  readonly level: Level;
  readonly name: string;
  readonly expected: number;
  readonly quantity: number;
};

export type Sent = {
  readonly operationId: string | null;
  readonly lines: readonly Line[];
  readonly results: readonly ItemResult[];
};

type Props = {
  readonly lines: readonly Line[];
  readonly edit: (lines: readonly Line[]) => void;
  readonly sent: Sent | null;
  readonly setSent: Dispatch<SetStateAction<Sent | null>>;
};

const isOpen = (result: ItemResult | undefined): boolean => !result || result.status === 'PENDING';

/** The new quantities whose outcome is open, by the ids of their levels. */
export const unconfirmed = (sent: Sent | null): ReadonlyMap<string, number> => {
  const open = sent?.lines.filter((_line, at) => isOpen(sent.results[at])) ?? [];
  return new Map(open.map(({ level, quantity }) => [level.id, quantity]));
};

/** Sets stock at any mix of channels with one mutation, and follows each item to its end. */
export const ChangeForm = ({ lines, edit, sent, setSent }: Props) => {
  const [setStock, { loading, error }] = useMutation(SetStock);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { error: followError } = useSubscription(Follow, {
    variables: { id: sent?.operationId ?? '' },
    skip: !sent?.operationId || !sent.results.some(isOpen),
    onData: ({ data: { data } }) => {
      // Each event has the results that are new; the first one has all.
      const news = new Map(data?.operationChanged.results.map((result) => [result.index, result]));
      setSent(
        (old) => old && { ...old, results: old.results.map((result) => news.get(result.index) ?? result) },
      );
    },
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRefusal(null);
    setSent({ operationId: null, lines, results: [] });
    const items = lines.map(({ level, quantity, expected }) => ({
      channel: level.channel.key,
      productId: level.productId,
      locationId: level.locationId,
      quantity,
      ifQuantity: expected,
    }));
    const answer = await setStock({ variables: { items } }).catch(() => null);
    const payload = answer?.data?.setStock;
    if (!payload?.operation) {
      setRefusal(payload?.userErrors[0]?.message ?? null);
      return setSent(null);
    }
    setSent({ operationId: payload.operation.id, lines, results: payload.results });
    edit([]);
  };
  const channels = new Set(lines.map(({ level }) => level.channel.key)).size;
  return (
    <aside aria-label="Change">
      <h2>Change</h2>
      {lines.length === 0 && !sent && <p className="soft">Choose stock in the list, of any channel.</p>}
      <form onSubmit={submit}>
        {lines.map((line) => (
          <label key={line.level.id} className="line">
            <span>{line.name}</span>
            <input
              type="number"
              value={Number.isNaN(line.quantity) ? '' : line.quantity}
              required
              onChange={({ target }) =>
                edit(
                  lines.map((each) => (each === line ? { ...line, quantity: target.valueAsNumber } : each)),
                )
              }
            />
          </label>
        ))}
        {lines.length > 0 && (
          <button type="submit" className="strong" disabled={loading}>
            Set stock at {channels} {channels === 1 ? 'channel' : 'channels'}
          </button>
        )}
      </form>
      {(error ?? followError) && (
        <p role="alert">The gateway did not answer: {(error ?? followError)?.message}</p>
      )}
      {refusal && <p role="alert">{refusal}</p>}
      <ol aria-label="Results" aria-live="polite">
        {sent?.lines.map(({ level, name, quantity }, at) => {
          const result = sent.results[at];
          const { tone, text } = result ? explain(result) : { tone: 'wait', text: 'Sending …' };
          return (
            <li key={level.id} className={tone}>
              <strong>
                {name} → {quantity}
              </strong>
              {text}
            </li>
          );
        })}
      </ol>
    </aside>
  );
};
