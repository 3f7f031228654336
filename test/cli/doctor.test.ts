import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { inWords, looking, wrong } from '../../src/cli/doctor/finding.ts';
import { clockLook, nodeLook } from '../../src/cli/doctor/machine-looks.ts';
import { manifestScopes } from '../../src/cli/doctor/manifest-scopes.ts';
import { permissionsFor } from '../../src/cli/doctor/permissions.ts';
import { slackLooks } from '../../src/cli/doctor/slack-looks.ts';
import { loadPolicy } from '../../src/config/index.ts';
import type { SlackCheckUp } from '../../src/slack/index.ts';
import { openStage, type Stage } from '../scenarios/stage.ts';
import { run, runOn } from './run.ts';

const seeded = parse(readFileSync('src/sandbox/seeds/signalbox.yaml', 'utf8')) as {
  readonly machines: readonly string[];
};
const scopes = manifestScopes(readFileSync('manifest.yml', 'utf8'));

/** A Slack where all is well, but for what is given. */
function slackWith(change: Partial<SlackCheckUp> = {}): SlackCheckUp {
  return {
    identity: () => Promise.resolve({ team: 'Acme', bot: 'signalbox', scopes }),
    channel: () => Promise.resolve('bot-is-in'),
    hasGroup: () => Promise.resolve(true),
    ...change,
  };
}

function policy() {
  const gate =
    '{ for: [M], channel: releases, title: t, levels: [{ name: l, any: ["@leads", U0A] }], among: "@all" }';
  const loaded = loadPolicy(
    `access: [{ allow: [list], who: ["@everyone", "@ops"], on: ["*"] }]\ngates: { g: ${gate} }\nroutes: [{ match: { source: [aws.states] }, do: follow, channel: runs }]`,
    {},
  );
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
}

const looked = async (slack: SlackCheckUp) =>
  (await slackLooks(slack, { policy: policy(), scopes })).map(inWords);

describe('a look at Slack', () => {
  it('takes every channel and every group once, and nobody for a group', async () => {
    expect(await looked(slackWith())).toEqual([
      '✓ SLACK_BOT_TOKEN: signalbox of Acme',
      `✓ scopes: the ${String(scopes.length)} of manifest.yml are granted`,
      '✓ gate g: channel #releases: the bot is in',
      '✓ route follow-execution: channel #runs: the bot is in',
      '✓ gate g: group @leads exists',
      '✓ gate g: group @all exists',
      '✓ access: group @ops exists',
    ]);
  });

  it('names the scopes that are missing, and says where Slack does not say them', async () => {
    const identity = { team: 'Acme', bot: 'signalbox' };
    const some = scopes.filter((scope) => scope !== 'usergroups:read');
    const lacking = slackWith({ identity: () => Promise.resolve({ ...identity, scopes: some }) });
    expect(await looked(lacking)).toContainEqual(
      expect.stringMatching(/^✗ scopes: usergroups:read not granted → add/),
    );
    const silent = slackWith({ identity: () => Promise.resolve(identity) });
    expect(await looked(silent)).toContainEqual(expect.stringMatching(/^! scopes: Slack did not say/));
  });

  it('looks no further where the token is not taken', async () => {
    const refusing = slackWith({
      identity: () => Promise.reject(new Error('Slack refused auth.test (invalid_auth)')),
    });
    expect(await looked(refusing)).toEqual([
      expect.stringMatching(/^✗ SLACK_BOT_TOKEN: .*invalid_auth.* → copy/),
    ]);
  });

  it('goes on where one look fails', async () => {
    const found = await looked(
      slackWith({ hasGroup: () => Promise.reject(new Error('Slack refused usergroups.list')) }),
    );
    expect(found).toContainEqual(
      expect.stringMatching(/^✗ gate g: group @leads: .* → let the bot list user groups/),
    );
    expect(found).toContain('✓ gate g: channel #releases: the bot is in');
  });
});

describe('a look at this machine', () => {
  it.each([
    ['v20.19.0', 'fine'],
    ['v24.1.0', 'fine'],
    ['v20.18.3', 'wrong'],
    ['v18.20.0', 'wrong'],
  ])('finds Node.js %s %s', (version, sign) => {
    expect(nodeLook(version).sign).toBe(sign);
  });

  it.each([
    [0, 'fine'],
    [59_000, 'fine'],
    [-62_000, 'warning'],
    [90_000, 'warning'],
    [400_000, 'wrong'],
    [-400_000, 'wrong'],
  ])('finds a clock that AWS is %i ms ahead of %s', (ahead, sign) => {
    expect(clockLook(1_000_000 + ahead, 999_900, 1_000_100).sign).toBe(sign);
  });
});

describe('what the bot needs on AWS', () => {
  const place = { partition: 'aws-cn', account: '1', region: 'cn-north-1' };
  const needed = (yaml: string) => {
    const loaded = loadPolicy(yaml, {});
    if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
    return permissionsFor(loaded.policy, { kind: 'sqlite' }, { place, queues: [] });
  };

  it('is no more than the features that are switched on need', () => {
    expect(needed('machines: [m]').flatMap(({ actions }) => actions)).toEqual([
      'states:ListStateMachines',
      'states:ListExecutions',
      'states:DescribeExecution',
      'states:GetExecutionHistory',
    ]);
    const more = needed(
      'machines: [m]\niam: { narrow: true }\naccess: [{ allow: [abort], who: [U0A], on: ["*"] }]',
    );
    expect(more.map(({ feature }) => feature)).toEqual(expect.arrayContaining(['abort', 'iam.narrow']));
    expect(more.find(({ feature }) => feature === 'abort')?.resources).toEqual([
      'arn:aws-cn:states:cn-north-1:1:execution:m:*',
    ]);
  });
});

describe('a finding', () => {
  it('is one line without secrets, whatever a vendor says', async () => {
    const [found] = await looking('look', 'mend it', () =>
      Promise.reject(new Error('bad\nxoxb-1234567890-abcdefghij')),
    );
    expect(found && inWords(found)).toMatch(/^✗ look: bad [^\n]* → mend it$/);
    expect(found && inWords(found)).not.toContain('xoxb-1234567890');
    expect(inWords(wrong('a', 'b'))).toBe('✗ a → b');
  });
});

describe('the scopes of a manifest', () => {
  it('are read from it, and none from anything else', () => {
    expect(scopes).toContain('chat:write');
    expect(manifestScopes('hello: world')).toEqual([]);
  });
});

describe('signalbox doctor', () => {
  let stage: Stage;
  let sqs: SQSClient;
  beforeAll(async () => {
    stage = await openStage();
    sqs = new SQSClient({
      endpoint: stage.sandbox.awsOrigin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    });
  });
  afterAll(async () => {
    sqs.destroy();
    await stage.stop();
  });

  it('finds nothing wrong in the sandbox, and prints no secret', async () => {
    const ran = await runOn(stage, ['doctor'], { as: 'signalbox' });
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const words of [
      '✓ environment: everything',
      '✓ SIGNALBOX_DATA: records in',
      '✓ SLACK_BOT_TOKEN: signalbox of',
      '✓ gate promotion: channel #releases: the bot is in',
      '✓ gate promotion: group @release-managers exists',
      '✓ AWS identity: arn:aws:iam::000000000000:user/signalbox',
      `✓ Node.js ${process.version}`,
      "✓ clock: agrees with AWS's",
      'its policy is not open to everybody',
      '✓ AWS permissions for start: states:StartExecution',
      '✓ AWS permissions for dead letters: sqs:SendMessage',
      'exists, and has a dead-letter queue',
      '✓ gate promotion: activity ManualStep exists',
      '✓ gate promotion: state machine PromotionApproval exists',
      '✓ gate promote-to-prod: deploy-* fits 1 state machines',
      'Nothing is wrong.',
    ])
      expect(ran.out).toContain(words);
    const env = await stage.get<Record<string, string>>('env');
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SIGNALBOX_TOKEN_KEY'])
      expect(ran.out).not.toContain(env[name]);
  });

  it('says each thing that is wrong, with what to do', async () => {
    const bare = await sqs.send(new CreateQueueCommand({ QueueName: 'bare' }));
    const doomed = await sqs.send(new CreateQueueCommand({ QueueName: 'doomed' }));
    const pointing = await sqs.send(
      new CreateQueueCommand({
        QueueName: 'pointing',
        Attributes: {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:doomed',
            maxReceiveCount: '3',
          }),
        },
      }),
    );
    await sqs.send(new DeleteQueueCommand({ QueueUrl: doomed.QueueUrl }));
    const config = join(stage.dataFolder, 'ill.yaml');
    const gone = (bare.QueueUrl ?? '').replace(/bare$/, 'gone');
    const gate = (more: string) =>
      `{ for: [Nowhere, 'later-*'], title: t, ${more}, levels: [{ name: l, any: ['@nobody'] }] }`;
    writeFileSync(
      config,
      [
        `queues: [{ url: '${bare.QueueUrl ?? ''}' }, { url: '${gone}' }, { url: '${pointing.QueueUrl ?? ''}' }]`,
        'gates:',
        `  a: ${gate('channel: general, activity: NoSuchActivity')}`,
        `  b: ${gate('channel: no-such-channel')}`,
        `  c: ${gate('channel: incidents')}`,
      ].join('\n'),
    );
    await stage.post('change', { channels: [{ id: 'C0INCIDENTS', archived: true }] });
    const ran = await runOn(stage, ['doctor'], { SIGNALBOX_CONFIG: config });
    expect(ran.code).toBe(1);
    for (const words of [
      '✗ gate a: channel #general: the bot is not in → write /invite @signalbox there',
      '✗ gate b: channel #no-such-channel is not to be seen → ',
      '✗ gate c: channel #incidents is archived → ',
      'there is no group @nobody → ',
      `✗ queue ${bare.QueueUrl ?? ''} has no dead-letter queue → `,
      `✗ queue ${gone} does not exist → `,
      `✗ queue ${pointing.QueueUrl ?? ''}: its dead-letter queue does not exist → `,
      '✗ gate a: there is no activity NoSuchActivity in this account and Region → ',
      '✗ gate a: there is no state machine Nowhere → ',
      '! gate a: later-* fits no state machine yet → ',
      'thing(s) to mend.',
    ])
      expect(ran.out).toContain(words);
  });

  it('says what IAM does not allow the bot, as a statement to paste', async () => {
    const ran = await runOn(stage, ['doctor'], { as: 'requester' });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('✓ AWS permissions for start: states:StartExecution');
    const line = ran.out.split('\n').find((one) => one.startsWith('✗ AWS permissions for abort')) ?? '';
    expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({
      Effect: 'Allow',
      Action: ['states:StopExecution'],
      Resource: seeded.machines.map((name) => `arn:aws:states:us-east-1:000000000000:execution:${name}:*`),
    });
  });

  it('says of everybody who is mapped whether IAM knows them, where it is asked', async () => {
    const config = join(stage.dataFolder, 'mapped.yaml');
    const iam = (name: string) => `arn:aws:iam::000000000000:user/${name}`;
    writeFileSync(
      config,
      `iam: { narrow: true, roles: [{ who: ['@security'], role: '${iam('gone')}' }] }\npeople: { U0APPROVER: { iam: '${iam('approver')}' } }\n`,
    );
    const ran = await runOn(stage, ['doctor'], { as: 'signalbox', SIGNALBOX_CONFIG: config });
    expect(ran.out).toContain(`✓ people.U0APPROVER: IAM knows ${iam('approver')}`);
    expect(ran.out).toMatch(/✗ iam\.roles of @security: IAM could not say .*NoSuchEntity.* → mend the ARN/);
    expect(ran.out).toContain('✓ iam.roles: group @security exists');
  });

  it('warns where IAM cannot be asked, and finds a queue that is open to everybody', async () => {
    const Policy = JSON.stringify({
      Statement: { Sid: 'all', Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' },
    });
    const open = await sqs.send(new CreateQueueCommand({ QueueName: 'open', Attributes: { Policy } }));
    const config = join(stage.dataFolder, 'open.yaml');
    writeFileSync(config, `queues: [{ url: '${open.QueueUrl ?? ''}' }]\n`);
    const ran = await runOn(stage, ['doctor'], { as: 'nobody-iam-knows', SIGNALBOX_CONFIG: config });
    expect(ran.out).toMatch(/! AWS permissions: not looked at\. IAM could not say .*NoSuchEntity/);
    expect(ran.out).toContain(`✗ queue ${open.QueueUrl ?? ''}: anybody may send to it (all) → `);
  });

  it('says every fault of the settings, and looks no further', async () => {
    const ran = await run(['doctor']);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toContain('✗ SLACK_BOT_TOKEN: is not set; copy the bot token');
    expect(ran.out).toContain('✗ AWS_REGION: is not set');
    expect(ran.out).not.toContain('✓');
  });

  it('tells a token that Slack does not take, and an AWS that does not answer', async () => {
    const ran = await runOn(stage, ['doctor'], {
      SLACK_BOT_TOKEN: 'xoxb-of-somebody-else-1234567890',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/✗ SLACK_BOT_TOKEN: Slack refused auth\.test \(invalid_auth\) → /);
    expect(ran.out).toMatch(/✗ AWS identity: .* → give this process credentials/);
    expect(ran.out).not.toContain('somebody-else');
  });
});
