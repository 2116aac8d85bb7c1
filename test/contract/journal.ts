import { describe } from 'vitest';
import { describeAccept } from './journal/accept.ts';
import { describeAccounts } from './journal/accounts.ts';
import { describeCancel } from './journal/cancel.ts';
import { describePages } from './journal/catalogue/pages.ts';
import { describePolls } from './journal/catalogue/polls.ts';
import { describeRecording } from './journal/catalogue/recording.ts';
import { describeSearch } from './journal/catalogue/search.ts';
import { describeClaim } from './journal/claim.ts';
import type { OpenJournal } from './journal/given.ts';
import { describeItemsPage } from './journal/items-page.ts';
import { describeOperationsPage } from './journal/operations-page.ts';
import { describePrune } from './journal/prune.ts';
import { describeReads } from './journal/reads.ts';
import { describeRecover } from './journal/recover.ts';
import { describeRequests } from './journal/requests.ts';
import { describeResend } from './journal/resend.ts';
import { describeRetry } from './journal/retry.ts';
import { describeSettle } from './journal/settle.ts';
import { describeStockAndProducts } from './journal/stock-and-products.ts';
import { describeTexts } from './journal/texts.ts';
import { describeWatermarks } from './journal/watermarks.ts';

/** The contract of every journal. */
export const describeJournal = (name: string, open: OpenJournal): void => {
  describe(`the ${name} journal`, () => {
    describeAccept(open);
    describeClaim(open);
    describeCancel(open);
    describeResend(open);
    describeRequests(open);
    describeSettle(open);
    describeStockAndProducts(open);
    describeWatermarks(open);
    describeRecover(open);
    describeRetry(open);
    describeReads(open);
    describeOperationsPage(open);
    describeItemsPage(open);
    describeRecording(open);
    describePages(open);
    describeSearch(open);
    describePolls(open);
    describePrune(open);
    describeAccounts(open);
    describeTexts(open);
  });
};
