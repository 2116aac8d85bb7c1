/** What Brightmall knows of an ordered item. */
export type OrderedItem = 'open' | 'shipped' | 'unknown';

export const orderedItem = (ordPrdNo: string): OrderedItem => {
  const sequence = /^\d+_\d+_\[(?<sequence>\d+)\]$/u.exec(ordPrdNo)?.groups?.['sequence'];
  if (sequence === undefined || sequence === '404') return 'unknown';
  return sequence === '409' ? 'shipped' : 'open';
};
