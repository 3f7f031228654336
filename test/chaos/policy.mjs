/** The gates of a run: by every way in, over every channel that the sandbox gives. */
export const channels = ['releases', 'incidents', 'workflows', 'general'];
const ways = ['queue', 'event', 'queue', 'event', 'activity'];
const clickers = ['U0APPROVER', 'U0SECOND'];
const activity = 'ChaosStep';

const gateOf = (way, channel) => ({
  for: [`chaos-${way}-*`],
  channel,
  title: 'Chaos {{ $.number }}',
  levels: [{ name: 'clickers', any: clickers }],
  reason: { approve: 'none', reject: 'none' },
  digest: 'never',
  ...(channel === 'incidents' && { on_reject: 'return' }),
  ...(way === 'activity' && { activity: `${activity}-${channel}` }),
});

/** A machine a gate: the name says both. */
const gates = [...new Set(ways)].flatMap((way) => channels.map((channel) => ({ way, channel })));
const nameOf = ({ way, channel }) => `chaos-${way}-${channel}`;

/** As JSON, which is YAML too. */
export const policyText = JSON.stringify({
  queues: [{ url: '${SIGNALBOX_QUEUE_URL}' }],
  machines: ['chaos-*'],
  access: [{ allow: ['list', 'status', 'abort'], who: clickers, on: ['*'] }],
  gates: Object.fromEntries(gates.map((gate) => [nameOf(gate), gateOf(gate.way, gate.channel)])),
});

export const activities = channels.map((channel) => `${activity}-${channel}`);

export const machines = (queueUrl) =>
  gates.map((gate) => ({
    name: nameOf(gate),
    definition: { StartAt: 'Ask', States: statesOf(gate, queueUrl) },
  }));

/** The machine of the nth ask. */
export const machineOf = (n) =>
  nameOf({ way: ways[n % ways.length], channel: channels[Math.floor(n / ways.length) % channels.length] });

function statesOf(gate, queueUrl) {
  const ask = {
    schema: 'signalbox/ask/1',
    gate: nameOf(gate),
    'token.$': '$$.Task.Token',
    'state.$': '$$.State.Name',
    'input.$': '$',
  };
  const sends = {
    queue: {
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: queueUrl, MessageBody: { ...ask, 'execution.$': '$$.Execution.Id' } },
    },
    event: {
      Resource: 'arn:aws:states:::events:putEvents.waitForTaskToken',
      Parameters: { Entries: [{ Source: 'chaos', DetailType: 'Signalbox Ask', Detail: ask }] },
    },
    // A token that dies with its poller is asked for again: the cure that docs/operating.md names.
    activity: {
      Resource: `arn:aws:states:us-east-1:000000000000:activity:${activity}-${gate.channel}`,
      HeartbeatSeconds: 300,
      Retry: [
        { ErrorEquals: ['States.Timeout', 'States.HeartbeatTimeout'], IntervalSeconds: 1, MaxAttempts: 20 },
      ],
    },
  };
  return { Ask: { Type: 'Task', ...sends[gate.way], End: true } };
}
