import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asClientId, asOptionId } from '../../../src/domain/ids.ts';
import type { RowOutcome } from '../../../src/domain/item.ts';
import { refusedRow, stockOf } from '../../support/changes.ts';
import { anyText, longText } from '../../support/texts.ts';
import {
  acceptDraft,
  apply,
  claim,
  draftOf,
  itemsOf,
  type OpenJournal,
  opened,
  queuedDraft,
  refusedDraft,
  settleAll,
  some,
} from './given.ts';

const refusedWith = (message: string): RowOutcome => {
  const refused = refusedRow();
  return refused.state === 'FAILED' ? { ...refused, failure: { ...refused.failure, message } } : refused;
};

export const describeTexts = (open: OpenJournal): void => {
  describe('texts of any kind', () => {
    it('end their operation and affect no other', async () => {
      const { journal } = await opened(open);
      await fc.assert(
        fc.asyncProperty(
          anyText,
          anyText,
          longText,
          anyText,
          anyText,
          async (client, key, id, channel, said) => {
            const change = stockOf(id, 1);
            const draft = draftOf(
              [queuedDraft(change), refusedDraft(channel), queuedDraft(stockOf('neighbour', 1))],
              {
                client: asClientId(client),
                idempotency: { key, fingerprint: 'f', scope: '' },
              },
            );
            const accepted = await journal.accept(draft);
            if (accepted.type !== 'accepted') return;
            const { request } = await claim(journal, accepted.queued, { callbackHash: null });
            const outcome = refusedWith(said);
            await journal.keepEarlyCallback(some(request).id, { said });
            await settleAll(journal, some(request), outcome);
            const items = await itemsOf(journal, accepted.operation.id);
            expect(items.map((item) => item.progress.state)).toEqual(['FAILED', 'FAILED', 'FAILED']);
            expect(items[0]?.progress).toMatchObject({ failure: { message: expect.any(String) } });
            expect((await journal.accept(draft)).type).toBe('replayed');
          },
        ),
        { numRuns: 60 },
      );
    });

    it('fit the indexes if every id has the maximum length', async () => {
      const { journal } = await opened(open);
      await fc.assert(
        fc.asyncProperty(longText, longText, async (id, option) => {
          const options = [{ optionId: asOptionId(option), quantity: 2 }];
          const { operation } = await apply(journal, stockOf(id, 1, { options }));
          expect((await itemsOf(journal, operation.id))[0]?.progress.state).toBe('APPLIED');
        }),
        { numRuns: 5 },
      );
    });

    it('are equal in both journals, except for characters that PostgreSQL cannot store', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await acceptDraft(journal, draftOf([queuedDraft(stockOf('1', 1))]));
      const request = some((await claim(journal, queued)).request);
      const message = 'é 日本 😀 \u{10FFFF} \t\n"\\';
      await settleAll(journal, request, refusedWith(message));
      const [item] = await itemsOf(journal, operation.id);
      expect(item?.progress).toMatchObject({ failure: { message } });
    });
  });
};
