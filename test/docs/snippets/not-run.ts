/**
 * The blocks of README and the guides that the test does not run, by page and heading. The page states the reason, in a
 * comment before the block.
 */
export const notRun: readonly string[] = [
  'README.md: Start',
  'docs/guide/frontend.md: An example page in React',
  'docs/guide/frontend.md: Start a project',
  'docs/guide/operator.md: Receive events of Smaregi',
  'docs/guide/operator.md: Start and stop',
  'docs/guide/operator.md: Install the package',
  'docs/guide/operator.md: Run a container',
  'docs/guide/operator.md: When the account of a channel changes',
  'docs/guide/partner.md: Receive webhooks',
  'docs/guide/several-gateways.md: Move the embedded journal',
  'docs/guide/several-gateways.md: Autovacuum and clocks',
];
