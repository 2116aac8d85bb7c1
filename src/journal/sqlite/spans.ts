import type { ItemRef } from '../../domain/operation.ts';

/** Items of one operation whose indexes follow each other: one statement writes them all. */
export type Span = { readonly operationId: ItemRef['operationId']; readonly first: number; last: number };

/** Those that stand side by side, and of which `isAlike` says so where it is given, are one span. */
export const spansOf = <Ref extends ItemRef>(
  refs: readonly Ref[],
  isAlike: (one: Ref, next: Ref) => boolean = () => true,
): readonly (Span & { readonly head: Ref })[] => {
  const spans: (Span & { readonly head: Ref })[] = [];
  for (const ref of refs) {
    const open = spans.at(-1);
    if (
      open &&
      open.operationId === ref.operationId &&
      open.last + 1 === ref.index &&
      isAlike(open.head, ref)
    ) {
      open.last = ref.index;
    } else {
      spans.push({ operationId: ref.operationId, first: ref.index, last: ref.index, head: ref });
    }
  }
  return spans;
};
