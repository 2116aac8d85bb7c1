import { exitOnCrash } from '../../src/app/exit-on-uncaught.ts';
import { createLog } from '../../src/lib/log.ts';
import { createRedact } from '../../src/lib/redact.ts';

// A program with a bug: it says something, and then nobody catches what it throws.
const log = createLog('info', createRedact(['the-secret-key']));
exitOnCrash(log);
log.info('Before');
const [, , way] = process.argv;
const bug = new Error('It broke on the-secret-key, Bearer abcdefgh');
setTimeout(() => {
  if (way === 'throw') throw bug;
  void Promise.reject(bug);
});
setTimeout(() => log.info('After'), 10_000);
