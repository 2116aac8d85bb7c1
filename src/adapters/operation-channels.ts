import type { RefusedItem } from '../core/decide/accept.ts';
import type { AcceptedItem } from '../core/decide/data/state.ts';
import { type ChannelKey, keyOf } from '../domain/ids.ts';

/** The key of an item's channel, as `ItemTarget.channel` has it. */
export const channelKeyOf = (one: AcceptedItem | RefusedItem): string =>
  one.item ? keyOf(one.item.channel) : one.named.channel;

/** Names of this form contain no separator. */
const plainName = /^[\w.-]+$/u;
/** An index contains the text, so it must stay short. */
const maxLength = 400;

/**
 * The channels of an operation's items as a column holds them, each once: ` shop other `. Null if the column cannot hold
 * them, because a refused item has a long or odd name, or because an earlier version wrote the operation. Then the
 * items must be read.
 */
export const channelsText = (items: readonly (AcceptedItem | RefusedItem)[]): string | null => {
  let text = ' ';
  let last: string | null = null;
  for (const one of items) {
    // Most items have the channel of the item before. This comparison is all that they cost.
    const written = one.item ? one.item.channel : one.named.channel;
    if (written === last) continue;
    last = written;
    const key = channelKeyOf(one);
    if (!plainName.test(key)) return null;
    if (!text.includes(` ${key} `)) text += `${key} `;
    if (text.length > maxLength) return null;
  }
  return text;
};

/** The part of the text that stands for the channel. */
export const channelInText = (key: ChannelKey): string => ` ${key} `;
