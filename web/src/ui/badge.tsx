import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'muted';

/** A status in one word. The dot has the tone too, so that the word alone carries the meaning. */
export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) => (
  <span className={`badge ${tone}`}>
    <span className="badge-dot" aria-hidden="true" />
    {children}
  </span>
);
