const isSurrogate = (unit: number): boolean => (unit & 0xf800) === 0xd800;

/**
 * Compares two texts by their code points, like databases that compare the bytes of UTF-8. JavaScript compares code units,
 * which puts a surrogate pair before U+E000 and not after U+FFFF.
 */
export const compareTexts = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left === right) continue;
    if (isSurrogate(left) !== isSurrogate(right)) return isSurrogate(left) ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
};
