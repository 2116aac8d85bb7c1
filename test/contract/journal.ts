import { describe } from 'vitest';
import { describeAccept } from './journal/accept.ts';
import { describeAccounts } from './journal/accounts.ts';
import { describeClaim } from './journal/claim.ts';
import type { OpenJournal } from './journal/given.ts';
import { describeItemsPage } from './journal/items-page.ts';
import { describeOperationsPage } from './journal/operations-page.ts';
import { describeProductsPage } from './journal/products-page.ts';
import { describePrune } from './journal/prune.ts';
import { describeReadModel } from './journal/read-model.ts';
import { describeReads } from './journal/reads.ts';
import { describeRecover } from './journal/recover.ts';
import { describeRequests } from './journal/requests.ts';
import { describeResend } from './journal/resend.ts';
import { describeRetry } from './journal/retry.ts';
import { describeSettle } from './journal/settle.ts';
import { describeTexts } from './journal/texts.ts';
import { describeWatermarks } from './journal/watermarks.ts';

/** The contract of every journal. */
export const describeJournal = (name: string, open: OpenJournal): void => {
  describe(`the ${name} journal`, () => {
    describeAccept(open);
    describeClaim(open);
    describeResend(open);
    describeRequests(open);
    describeSettle(open);
    describeReadModel(open);
    describeWatermarks(open);
    describeRecover(open);
    describeRetry(open);
    describeReads(open);
    describeOperationsPage(open);
    describeItemsPage(open);
    describeProductsPage(open);
    describePrune(open);
    describeAccounts(open);
    describeTexts(open);
  });
};
