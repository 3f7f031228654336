import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runOn } from '../cli/run.ts';
import { openAsking, type Asking } from './asking.ts';
import { openAway, type Away } from './away.ts';
import { hasButtons, until, words, type Shown } from './stage.ts';

const prodAccount =
  '  prod: { role: "arn:aws:iam::111111111111:role/signalbox", externalId: prod-id, region: eu-west-1 }';
const policy = (accounts: readonly string[]) => `
queues: [{ url: '\${SIGNALBOX_QUEUE_URL}' }]
machines: ['HelloWorld', 'prod/*', 'closed/*', 'later/*']
access:
  - { allow: [list, status, history, start, abort], who: [U0REQUESTER], on: ['*', '*/*'] }
  - { allow: [list, status], who: [U0SECURITY], on: ['*'] }
accounts:
${accounts.join('\n')}
gates:
  ship:
    for: ['prod/deploy-*']
    channel: releases
    title: 'Ship {{ $.service }}'
    levels: [{ name: managers, any: ['@release-managers'] }]
  by-hand:
    for: ['prod/by-hand']
    activity: prod/Review
    channel: releases
    title: 'Review {{ $.service }}'
    levels: [{ name: managers, any: ['@release-managers'] }]
routes: [{ match: { source: [aws.states] }, do: follow, channel: workflows }]
`;
const closedAccount =
  '  closed: { role: "arn:aws:iam::222222222222:role/signalbox", externalId: guessed, region: eu-west-1 }';
const laterAccount =
  '  later: { role: "arn:aws:iam::333333333333:role/signalbox", externalId: later-id, region: us-west-2 }';
/** Asks by an event; the service itself says from which execution. */
const asksByEvent = {
  Type: 'Task',
  Resource: 'arn:aws:states:::events:putEvents.waitForTaskToken',
  Parameters: {
    Entries: [
      {
        Source: 'deploy',
        DetailType: 'Signalbox Ask',
        Detail: {
          schema: 'signalbox/ask/1',
          gate: 'ship',
          'token.$': '$$.Task.Token',
          'state.$': '$$.State.Name',
          'input.$': '$',
        },
      },
    ],
  },
  TimeoutSeconds: 3600,
  End: true,
};
const where = 'prod · 111111111111 · eu-west-1';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-accounts-'));
const file = join(folder, 'signalbox.yaml');
let stage: Asking;
let prod: Away;
let closed: Away;
beforeAll(async () => {
  writeFileSync(file, policy([prodAccount, closedAccount]));
  stage = await openAsking(file);
});
beforeEach(async () => {
  writeFileSync(file, policy([prodAccount, closedAccount]));
  await stage.post('reset', {});
  prod = await openAway(stage.sandbox.awsOrigin, '111111111111', 'eu-west-1');
  closed = await openAway(stage.sandbox.awsOrigin, '222222222222', 'eu-west-1');
  await prod.trust('signalbox', 'prod-id');
  await closed.trust('signalbox', 'another-id');
  await prod.createMachine('deploy-api', { Ask: asksByEvent });
  await prod.forwardEvents();
});
afterEach(() => {
  prod.stop();
  closed.stop();
});
afterAll(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Call {
  readonly operation: string;
  readonly caller: string;
  readonly region: string;
  readonly ok: boolean;
}
const calls = async (operation: string) =>
  (await stage.get<readonly Call[]>('calls?of=aws')).filter((call) => call.operation === operation);
const roleInProd = {
  caller: 'arn:aws:sts::111111111111:assumed-role/signalbox/signalbox',
  region: 'eu-west-1',
};
const told = (...parts: string[]) =>
  until(async () =>
    (await stage.messages('workflows', 'U0REQUESTER')).find(({ text, blocks }) =>
      parts.every((part) => `${text} ${words({ blocks } as unknown as Shown)}`.includes(part)),
    ),
  );

describe('an ask of another account', () => {
  it('has a card that names account and Region, and its token goes back with the role taken there', async () => {
    const executionArn = await prod.start('deploy-api', { service: 'billing' });
    const card = await stage.card((one) => hasButtons(one) && words(one).includes('Ship billing'));
    expect(words(card)).toContain('prod/deploy-api');
    expect(words(card)).toContain(where);
    await stage.click('U0APPROVER', card, 'approve');
    await until(async () => (await prod.status(executionArn)) === 'SUCCEEDED');
    expect(await calls('SendTaskSuccess')).toEqual([expect.objectContaining({ ...roleInProd, ok: true })]);
    const after = await stage.cardOf(card.ts, (one) => words(one).includes('The workflow goes on'));
    expect(words(after)).toContain(where);
  });

  it('may come by an activity there', async () => {
    await prod.createActivity('Review');
    const Resource = prod.arn('activity', 'Review');
    await prod.createMachine('by-hand', { Ask: { Type: 'Task', Resource, TimeoutSeconds: 3600, End: true } });
    const executionArn = await prod.start('by-hand', { service: 'billing' });
    const card = await stage.card((one) => hasButtons(one) && words(one).includes('Review billing'));
    expect(words(card)).toContain(where);
    await stage.click('U0APPROVER', card, 'approve');
    await until(async () => (await prod.status(executionArn)) === 'SUCCEEDED');
    expect(await calls('GetActivityTask')).toContainEqual(expect.objectContaining(roleInProd));
  });

  it.each([
    [
      'an account',
      'arn:aws:states:eu-west-1:333333333333:execution:deploy-api:one',
      'of account 333333333333',
    ],
    ['a Region', 'arn:aws:states:us-west-2:111111111111:execution:deploy-api:one', 'of Region us-west-2'],
    [
      'a machine at home',
      'arn:aws:states:us-east-1:000000000000:execution:deploy-api:one',
      'is for prod/deploy-*',
    ],
  ])(
    'that claims %s for which nothing is written goes to the dead-letter queue',
    async (_what, execution, because) => {
      await stage.send({ schema: 'signalbox/ask/1', gate: 'ship', token: 'x', state: 'Ask', execution });
      expect((await stage.deadLetter()).reason).toContain(because);
      expect(await stage.cards()).toEqual([]);
    },
  );

  it('that claims an execution there which AWS does not know never gets buttons', async () => {
    const execution = prod.arn('execution', 'deploy-api:nobody');
    await stage.send({ schema: 'signalbox/ask/1', gate: 'ship', token: 'x', state: 'Ask', execution });
    await stage.card((one) => words(one).includes('Being verified'));
    await until(async () => {
      await stage.post('clock', { advance_seconds: 5 });
      return (await stage.cards()).some((one) => words(one).includes('Cancelled'));
    });
    expect((await stage.deadLetter()).reason).toContain('There is no execution');
    expect((await stage.cards()).some(hasButtons)).toBe(false);
  });
});

describe('/workflow', () => {
  it('lists other accounts beside home, and says which one did not answer', async () => {
    await stage.command('U0REQUESTER', 'list');
    const list = words(await told('HelloWorld', 'could not take the role'));
    expect(list).toContain(`*prod/deploy-api* · ${where}`);
    expect(list).toContain('arn:aws:iam::222222222222:role/signalbox of account closed');
    expect(list).toContain('signalbox doctor');
  });

  it('starts, shows and stops there, and takes the short name only where all accounts answer', async () => {
    await stage.command('U0REQUESTER', 'start prod/deploy-api {"service": "billing"}');
    const card = await stage.card((one) => hasButtons(one) && words(one).includes('Ship billing'));
    const follow = await until(async () =>
      (await stage.messages('workflows')).find(
        ({ metadata, blocks }) =>
          metadata?.event_type === 'signalbox_execution' && JSON.stringify(blocks).includes(where),
      ),
    );
    expect(words(follow)).toContain('prod/deploy-api');
    await stage.command('U0REQUESTER', 'status deploy-api');
    await told('could not take the role', 'give the whole name');
    await stage.command('U0REQUESTER', 'status prod/deploy-api');
    await told('*prod/deploy-api*', where, 'Now in *Ask*');
    await stage.command('U0REQUESTER', 'abort prod/deploy-api "wrong version"');
    const modal = await until(
      async () =>
        (await stage.get<{ modal: { id: string } | null }>('views?user=U0REQUESTER')).modal ?? undefined,
    );
    expect(JSON.stringify(modal)).toContain('prod/deploy-api');
    await stage.post('submit', { user: 'U0REQUESTER', view_id: modal.id });
    await stage.cardOf(card.ts, (one) => words(one).includes('Cancelled'));
    expect(await calls('StopExecution')).toEqual([expect.objectContaining({ ...roleInProd, ok: true })]);
  });

  it('explains a role that cannot be taken to whoever names its account', async () => {
    await stage.command('U0REQUESTER', 'status closed/anything');
    const said = await told('could not take the role');
    expect(said.text).toContain('arn:aws:iam::222222222222:role/signalbox of account closed (222222222222)');
    expect(said.text).toContain('trust policy');
  });

  it('lets nobody into another account whose rule is for home', async () => {
    await stage.command('U0SECURITY', 'status prod/deploy-api');
    expect(await stage.toldTo('U0SECURITY', 'workflows')).toContain(
      'no rule of signalbox.yaml allows you to status prod/deploy-api',
    );
  });
});

describe('signalbox.yaml, read again', () => {
  it('brings an account that it names now, and takes one away without closing what waits there', async () => {
    const executionArn = await prod.start('deploy-api', { service: 'billing' });
    const card = await stage.card((one) => hasButtons(one) && words(one).includes('Ship billing'));
    const later = await openAway(stage.sandbox.awsOrigin, '333333333333', 'us-west-2');
    await later.createMachine('fresh', { Wait: { Type: 'Wait', Seconds: 600, End: true } });
    const { pid } = await stage.post('bot', { do: 'start' });
    writeFileSync(file, policy([closedAccount, laterAccount]));
    process.kill(pid ?? 0, 'SIGHUP');
    await until(async () => {
      await stage.command('U0REQUESTER', 'status later/fresh');
      return (await stage.toldTo('U0REQUESTER', 'workflows')).includes('later/fresh has no executions yet');
    });
    await stage.post('clock', { advance_seconds: 30 });
    writeFileSync(file, policy([prodAccount, laterAccount]));
    process.kill(pid ?? 0, 'SIGHUP');
    await stage.click('U0APPROVER', card, 'approve');
    await until(async () => (await prod.status(executionArn)) === 'SUCCEEDED');
    later.stop();
  });
});

describe('a status event', () => {
  it('of an account that is not named is passed by', async () => {
    const change = (account: string, machine: string) => ({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      id: machine,
      account,
      region: 'eu-west-1',
      resources: [],
      detail: {
        executionArn: `arn:aws:states:eu-west-1:${account}:execution:${machine}:one`,
        stateMachineArn: `arn:aws:states:eu-west-1:${account}:stateMachine:${machine}`,
        name: 'one',
        status: 'FAILED',
        startDate: 1,
        stopDate: 2,
        redriveCount: 0,
        redriveStatus: 'REDRIVABLE',
      },
    });
    await stage.send(change('333333333333', 'foreign'));
    await stage.send(change('111111111111', 'ours'));
    await until(async () =>
      (await stage.messages('workflows')).some((one) => words(one).includes('prod/ours')),
    );
    expect((await stage.messages('workflows')).some((one) => words(one).includes('foreign'))).toBe(false);
  });
});

describe('the command line', () => {
  it('names account and Region of what waits', async () => {
    await prod.start('deploy-api', { service: 'billing' });
    await stage.card((one) => hasButtons(one) && words(one).includes('Ship billing'));
    const { out } = await runOn(stage, ['approvals']);
    expect(out).toContain(`gate ship, prod/deploy-api · ${where}`);
    const json = await runOn(stage, ['approvals', '--json']);
    expect(JSON.parse(json.out)).toEqual([expect.objectContaining({ machine: 'prod/deploy-api', where })]);
  });

  it('says in doctor which role can be taken, what it may do, and what the trust policy of another must say', async () => {
    const { code, out } = await runOn(stage, ['doctor'], { as: 'signalbox' });
    expect(code).toBe(1);
    for (const line of [
      '✓ AWS permissions for accounts: sts:AssumeRole',
      '✓ account prod: the bot may take arn:aws:iam::111111111111:role/signalbox (111111111111, eu-west-1)',
      '✗ gate by-hand: there is no activity prod/Review in this account and Region',
      '✗ gate by-hand: there is no state machine prod/by-hand',
      '✓ gate ship: prod/deploy-* fits 1 state machines',
      '✗ account prod: AWS permissions for start: states:StartExecution not allowed',
      '✗ account closed: Signalbox could not take the role arn:aws:iam::222222222222:role/signalbox',
    ])
      expect(out).toContain(line);
    const closedLine = out.split('\n').find((line) => line.startsWith('✗ account closed')) ?? '';
    expect(JSON.parse(closedLine.slice(closedLine.indexOf('{')))).toEqual({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::000000000000:user/signalbox' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'guessed' } },
    });
  });
});
