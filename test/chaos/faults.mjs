const slackMethods = [
  'chat.postMessage',
  'chat.update',
  'conversations.history',
  'users.info',
  'chat.postEphemeral',
];
const slackFaults = [
  { status: 429, retry_after: 1 },
  { status: 429, retry_after: 3 },
  { status: 500 },
  { status: 503 },
  { status: 200 },
  { error: 'internal_error' },
  {},
  { when: 'after' },
  { when: 'after', status: 500 },
  { delay_ms: 1_500, when: 'after' },
];
const awsCalls = [
  ['states', 'SendTaskSuccess'],
  ['states', 'SendTaskFailure'],
  ['states', 'SendTaskHeartbeat'],
  ['states', 'GetExecutionHistory'],
  ['states', 'ListExecutions'],
  ['states', 'GetActivityTask'],
  ['sqs', 'ReceiveMessage'],
  ['sqs', 'DeleteMessageBatch'],
];
const awsFaults = [
  { error: 'ThrottlingException' },
  { status: 500 },
  { status: 503 },
  {},
  { when: 'after' },
  { when: 'after', status: 500 },
];
/** An answer of GetActivityTask that is lost takes its token along: a poll holds few, and the kills take enough of them. */
const refusals = awsFaults.filter(({ when }) => when !== 'after');
const storeOperations = ['UpdateItem', 'UpdateItem', 'GetItem', 'Query', 'BatchGetItem'];
const storeFaults = ['throttled', 'failed', 'answer lost'];

/** Of the calls of one kind, one in so many meets a fault: on a slow machine, too, most get through. */
const oneIn = 6;

/** Switches faults on by dice: at Slack and AWS by the sandbox's doors, at the store by its own. */
/** @param called.slack, called.aws what was called so far, by name; a fault stands behind a colon */
export function createFaults({ door, dynamo, random, called }) {
  const told = {};
  const count = (what, times) => (told[what] = (told[what] ?? 0) + times);
  /** Calls made when the last fault was given. */
  const madeBefore = new Map();
  const mayFail = (calls, name, times) => {
    const made = Object.entries(calls.counts())
      .filter(([key]) => key.split(':')[0] === name)
      .reduce((sum, [, howMany]) => sum + howMany, 0);
    if (made - (madeBefore.get(name) ?? 0) < times * oneIn) return false;
    madeBefore.set(name, made);
    return true;
  };
  const kinds = [
    async () => {
      const times = 1 + random.below(3);
      const method = random.oneOf(slackMethods);
      const fault = random.oneOf(slackFaults);
      if (!mayFail(called.slack, method, times)) return;
      await door('faults', { slack: { method, ...fault, times } });
      count('slack', times);
    },
    async () => {
      const times = 1 + random.below(3);
      const [service, operation] = random.oneOf(awsCalls);
      const fault = random.oneOf(operation === 'GetActivityTask' ? refusals : awsFaults);
      if (!mayFail(called.aws, operation, times)) return;
      await door('faults', { aws: { service, operation, ...fault, times } });
      count('aws', times);
    },
    () => {
      dynamo.send({ fault: { operation: random.oneOf(storeOperations), kind: random.oneOf(storeFaults) } });
      count('dynamodb', 1);
    },
  ];
  return {
    async addOne() {
      await random.oneOf(kinds)();
      if (random.below(20) > 0) return;
      await door('drop-socket', { one_by_one: random.below(2) === 0 });
      count('sockets_dropped', 1);
    },
    told: () => told,
  };
}
