import type { JsonObject } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Colleagues } from '../service.ts';

/** What reaches Signalbox's queue from the start. */
const rules: Readonly<Record<string, JsonObject>> = {
  'signalbox-asks': { 'detail-type': ['Signalbox Ask'] },
  'signalbox-executions': {
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
  },
  'signalbox-health': { source: ['aws.health'] },
  'signalbox-alarms': { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
  'signalbox-findings': { source: ['aws.guardduty'] },
  // What of them failed; the shipped workflows of the sandbox do many of these well all day.
  'signalbox-failures': {
    $or: [
      { source: ['aws.batch'], detail: { status: ['FAILED'] } },
      { source: ['aws.codepipeline'], detail: { state: ['FAILED'] } },
      { source: ['aws.ec2'], 'detail-type': ['EBS Snapshot Notification'], detail: { result: ['failed'] } },
    ],
  },
  'signalbox-billing': { source: ['billing'] },
};

/** Puts the seeded rules on the default bus of the caller's Region and account, to the queue `signalbox` there. */
export async function seedRules(colleagues: Colleagues, caller: Caller): Promise<void> {
  const queue = `arn:aws:sqs:${caller.region}:${caller.account}:signalbox`;
  for (const [name, pattern] of Object.entries(rules)) {
    await colleagues.call('events', 'PutRule', { Name: name, EventPattern: JSON.stringify(pattern) }, caller);
    await colleagues.call(
      'events',
      'PutTargets',
      { Rule: name, Targets: [{ Id: 'signalbox', Arn: queue }] },
      caller,
    );
  }
}
