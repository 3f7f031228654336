/** A filled-in command, worth trying in a fresh sandbox. */
export interface Example {
  readonly command: string;
  readonly text: string;
  readonly about: string;
  /** The state machine it speaks of; where that is not there, nor is the example. */
  readonly machine?: string;
  /** Roles whom the sample policy lets do this; absent for everybody. */
  readonly who?: readonly string[];
}

const releasers = ['requester', 'approver', 'second-approver'];
const readers = [...releasers, 'security'];
const stoppers = ['approver', 'second-approver'];
const responders = ['security', 'approver'];

/** The story that the guide tells. */
export const promotion: Example = {
  command: '/workflow',
  text: 'start PromotionApproval {"managerEmailAddress": "approver@example.com", "employeeName": "Jane Doe"}',
  about: 'Ask for a promotion: a person has to approve it',
  machine: 'PromotionApproval',
  who: releasers,
};

const deploy =
  'start deploy-demo {"service": "billing-api", "version": "2.14.0", "previous": "2.13.4", "requestedBy": "requester@example.com"}';

/** All examples of the page stand here; which are offered, the manifest and the shipped machines decide. */
export const examples: readonly Example[] = [
  { command: '/workflow', text: 'list', about: 'See the state machines you may use', who: readers },
  promotion,
  {
    command: '/workflow',
    text: deploy,
    about: 'Deploy a service: a release manager has to agree',
    machine: 'deploy-demo',
    who: releasers,
  },
  {
    command: '/workflow',
    text: 'start HelloWorld {"name": "Jane"}',
    about: 'Run a workflow that asks nobody',
    machine: 'HelloWorld',
    who: releasers,
  },
  {
    command: '/workflow',
    text: 'start',
    about: 'Choose what to start, and fill in its form',
    who: releasers,
  },
  {
    command: '/workflow',
    text: 'status PromotionApproval',
    about: 'See how the newest execution stands',
    machine: 'PromotionApproval',
    who: readers,
  },
  {
    command: '/workflow',
    text: 'abort PromotionApproval',
    about: 'Stop the newest execution, with a reason',
    machine: 'PromotionApproval',
    who: stoppers,
  },
  {
    command: '/workflow',
    text: 'history PromotionApproval',
    about: 'Read what happened in it, newest first',
    machine: 'PromotionApproval',
    who: releasers,
  },
  {
    command: '/workflow',
    text: 'watch deploy-demo',
    about: 'Follow the newest execution with a live card here',
    machine: 'deploy-demo',
    who: releasers,
  },
  {
    command: '/workflow',
    text: 'redrive deploy-demo',
    about: 'Let a failed execution go on where it failed',
    machine: 'deploy-demo',
    who: stoppers,
  },
  {
    command: '/workflow',
    text: 'schedule add nightly HelloWorld "0 2 * * *"',
    about: 'Start a workflow every night at two',
    machine: 'HelloWorld',
    who: releasers,
  },
  { command: '/workflow', text: 'schedule', about: 'See what starts by the clock', who: releasers },
  { command: '/workflow', text: 'approvals', about: 'See what waits for a decision', who: releasers },
  { command: '/workflow', text: 'incidents', about: 'See what is open, and who has it', who: responders },
  { command: '/workflow', text: 'lint', about: 'Paste a definition, and see what is wrong in it' },
  { command: '/workflow', text: 'whoami', about: 'See who you are to Signalbox' },
  { command: '/workflow', text: 'help', about: 'See what you can do' },
];
