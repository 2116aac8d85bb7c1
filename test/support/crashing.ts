import { createLog, exitOnUncaught } from '../../src/lib/logging/log.ts';
import { createRedact } from '../../src/lib/logging/redact.ts';

// A program with a bug: it writes a line and then throws an error that no code catches.
const log = createLog('info', createRedact(['the-secret-key']));
exitOnUncaught(log);
log.info('Before');
const [, , way] = process.argv;
const bug = new Error('It broke on the-secret-key, Bearer abcdefgh');
setTimeout(() => {
  if (way === 'throw') throw bug;
  void Promise.reject(bug);
});
setTimeout(() => log.info('After'), 10_000);
