const tokyoOffsetMs = 9 * 60 * 60 * 1000;

/** ISO 8601 with the offset of Japan, in whole seconds. */
export const tokyoTime = (at: number): string =>
  `${new Date(at + tokyoOffsetMs).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}+09:00`;
