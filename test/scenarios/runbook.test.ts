import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
} from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { built, openStage, shared, until, words, type Shown } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-runbook-'));
const sample = fileURLToPath(new URL('../../src/sandbox/seeds/signalbox.yaml', import.meta.url));
const policyFile = join(folder, 'signalbox.yaml');
/** The sample policy, with alarms as incidents that have something to be done about them. */
writeFileSync(
  policyFile,
  readFileSync(sample, 'utf8')
    .replace(/^access:$/m, `access:\n  - { allow: [respond], who: ['@release-managers'], on: [alarms] }`)
    .replace(
      /^routes:$/m,
      `runbooks:
  drain:
    label: Take it out of service
    start: deploy-drain
    input: { alarm: '{{ $.detail.alarmName }}' }
    second_person: true
    undo: refill
  refill: { label: Put it back into service, start: deploy-refill, input: {} }
routes:
  - { match: { source: [aws.cloudwatch] }, do: incident, name: alarms, channel: incidents, runbook: [drain, refill] }`,
    ),
);
const stage = shared(await openStage({ botProgram: built, policyFile }));
const env = await stage.get<Record<string, string>>('env');
const sqs = new SQSClient({
  endpoint: stage.sandbox.awsOrigin,
  region: 'us-east-1',
  credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
});
afterAll(() => {
  sqs.destroy();
  rmSync(folder, { recursive: true });
});

const region = 'arn:aws:states:us-east-1:000000000000';
const machine = async (name: string, state: Record<string, unknown>) =>
  stage.sfn.send(
    new CreateStateMachineCommand({
      name,
      definition: JSON.stringify({ StartAt: 'Do', States: { Do: state } }),
      roleArn: 'arn:aws:iam::000000000000:role/any',
    }),
  );
/** Inputs of its executions. */
const inputs = async (name: string) => {
  const { executions = [] } = await stage.sfn.send(
    new ListExecutionsCommand({ stateMachineArn: `${region}:stateMachine:${name}` }),
  );
  const found = await Promise.all(
    executions.map(({ executionArn }) => stage.sfn.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return found.map(({ input = '' }) => JSON.parse(input) as unknown);
};

/** Sends an alarm, and waits for its card. */
async function alarmed(): Promise<Shown> {
  const event = {
    ...{ version: '0', id: 'event-1', source: 'aws.cloudwatch', account: '000000000000' },
    ...{ region: 'us-east-1', time: '2026-01-01T00:00:00Z', resources: [] },
    'detail-type': 'CloudWatch Alarm State Change',
    detail: { alarmName: 'checkout-5xx', state: { value: 'ALARM', reason: 'Threshold crossed' } },
  };
  const QueueUrl = env['SIGNALBOX_QUEUE_URL'] ?? '';
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  return card(() => true);
}
const card = (fits: (text: string) => boolean) =>
  until(async () =>
    (await stage.messages('incidents')).find(
      (one) => one.metadata?.event_type === 'signalbox_incident' && fits(words(one)),
    ),
  );
const press = (user: string, { ts }: Shown, step: string) =>
  stage.post('click', { user, channel: 'C0INCIDENTS', ts, action_id: `incident.step.${step}` });
const told = (of: Shown, what: string) =>
  until(async () =>
    (
      await stage.get<{ messages: readonly Shown[] }>(`messages?channel=incidents&thread_ts=${of.ts}`)
    ).messages.find(({ text }) => text.includes(what)),
  );

describe('a step of a runbook that starts a workflow', () => {
  it('is asked for, agreed to by a second person, started once, told when it ends, and taken back', async () => {
    await machine('deploy-drain', { Type: 'Succeed' });
    await machine('deploy-refill', { Type: 'Succeed' });
    const posted = await alarmed();
    expect(words(posted)).not.toContain('Put it back into service');

    await press('U0APPROVER', posted, 'drain');
    await told(posted, 'A second person must agree');
    await press('U0APPROVER', posted, 'drain');
    expect(await stage.toldTo('U0APPROVER', 'incidents')).toContain('somebody else must agree');
    await press('U0SECURITY', posted, 'drain');
    expect(await stage.toldTo('U0SECURITY', 'incidents')).toContain('Nothing was started');
    expect(await inputs('deploy-drain')).toEqual([]);

    await press('U0SECOND', posted, 'drain');
    await told(posted, 'Take it out of service: the execution of deploy-drain succeeded.');
    expect(await inputs('deploy-drain')).toEqual([{ alarm: 'checkout-5xx' }]);
    const back = await card((text) => text.includes('Put it back into service'));
    expect(words(back)).toMatch(
      /Take it out of service\*: the execution .*by <@U0APPROVER>, agreed by <@U0SECOND>/,
    );

    await press('U0SECOND', back, 'refill');
    await told(posted, 'Put it back into service: the execution of deploy-refill succeeded.');
    expect(await inputs('deploy-refill')).toHaveLength(1);
    await card((text) => text.includes('Ask: Take it out of service'));
  });

  it('that fails is told with its error, and can be tried again', async () => {
    await machine('deploy-drain', { Type: 'Fail', Error: 'NoCapacity' });
    const posted = await alarmed();
    await press('U0APPROVER', posted, 'drain');
    await told(posted, 'A second person must agree');
    await press('U0SECOND', posted, 'drain');
    await told(posted, 'Take it out of service failed: the execution of deploy-drain failed (NoCapacity).');
    await card((text) => text.includes('Try again: Take it out of service'));
    expect(await inputs('deploy-drain')).toHaveLength(1);
  });
});
