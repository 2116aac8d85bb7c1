const mostQuoted = 100;

/** A text of a caller as it may be quoted or kept where it was refused: cut, with a mark that says how long it was. */
export const cutText = (text: string, most = mostQuoted): string => {
  if (text.length <= most) return text;
  const isHalf = /[\uD800-\uDBFF]$/.test(text.slice(0, most));
  return `${text.slice(0, isHalf ? most - 1 : most)}… (cut, ${text.length} characters)`;
};
