/**
 * The blocks of README and the guides that the test does not run, by page and heading. The page states the reason, in a
 * comment before the block.
 */
export const notRun: readonly string[] = [
  'README.md: Start',
  'docs/guide/frontend.md: An example page in React',
  'docs/guide/frontend.md: Start a project',
  'docs/guide/incidents.md: Look first',
  'docs/guide/operator.md: Prepare the machine',
  'docs/guide/operator.md: Publish the gateway',
  'docs/guide/operator.md: Publish the gateway',
  'docs/guide/operator.md: Set up alarms',
  'docs/guide/partner.md: Receive webhooks',
];
