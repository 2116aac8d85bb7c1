import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';

type Values<Name extends string> = { readonly [name in Name]: string };

/**
 * The choices of a page, in its address, so that a reload keeps them and a link shares them. An empty text is no choice.
 */
export const useQueryState = <Name extends string>(
  names: readonly Name[],
): [Values<Name>, (changes: Partial<Values<Name>>) => void] => {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.toString();
  const values = useMemo(() => {
    const read = new URLSearchParams(text);
    return Object.fromEntries(names.map((name) => [name, read.get(name) ?? ''])) as Values<Name>;
  }, [text, names]);
  const change = useCallback(
    (changes: Partial<Values<Name>>) =>
      setParameters(
        (before) => {
          const next = new URLSearchParams(before);
          for (const name of names) {
            const value = changes[name];
            if (value === undefined) continue;
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters, names],
  );
  return [values, change];
};
