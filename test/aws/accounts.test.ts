import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAws, type Aws } from '../../src/aws/index.ts';
import { silentLogger, type Account } from '../../src/platform/index.ts';
import { ask, gate, verified } from '../approvals/record.ts';
import type { Approval } from '../../src/approvals/index.ts';
import { openAway, type Away } from '../scenarios/away.ts';
import { openEndpoint, type Endpoint } from '../sandbox/aws/endpoint.ts';

const prod: Account = {
  name: 'prod',
  role: 'arn:aws:iam::111111111111:role/signalbox',
  externalId: 'prod-id',
  account: '111111111111',
  region: 'eu-west-1',
};
/** The same account in another Region. */
const dr: Account = { ...prod, name: 'dr', region: 'us-west-2' };
const closed: Account = {
  name: 'closed',
  role: 'arn:aws:iam::222222222222:role/signalbox',
  account: '222222222222',
  region: 'eu-west-1',
};
const waiting = { Wait: { Type: 'Wait', Seconds: 600, End: true } };

let endpoint: Endpoint;
let away: Away;
const opened: Aws[] = [];
const before = { ...process.env };
beforeEach(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'signalbox', AWS_SECRET_ACCESS_KEY: 'sandbox' });
  endpoint = await openEndpoint();
  away = await openAway(endpoint.origin, prod.account, prod.region);
  await away.trust('signalbox', 'prod-id');
  await away.createMachine('deploy-api', waiting);
});
afterEach(async () => {
  for (const aws of opened.splice(0)) await aws.stop();
  away.stop();
  await endpoint.stop();
  process.env = { ...before };
});

function awsWith(...accounts: readonly Account[]): Aws {
  const aws = createAws({
    region: 'us-east-1',
    endpoint: endpoint.origin,
    accounts,
    clock: endpoint.clock,
    log: silentLogger(),
  });
  opened.push(aws);
  return aws;
}
const assumed = () => endpoint.calls().filter(({ name }) => name === 'AssumeRole').length;

describe('state machines of several accounts', () => {
  it('are listed with the name of their account, and found by their ARN', async () => {
    const { stepFunctions } = awsWith(prod);
    expect(await stepFunctions.machines()).toEqual([
      { arn: away.arn('stateMachine', 'deploy-api'), name: 'prod/deploy-api', type: 'STANDARD' },
    ]);
    const executionArn = await away.start('deploy-api', {});
    expect((await stepFunctions.describe(executionArn)).status).toBe('RUNNING');
    expect((await stepFunctions.definition(executionArn)).machine).toBe('prod/deploy-api');
    expect(await stepFunctions.history(executionArn, { newestFirst: true, limit: 1 })).toHaveLength(1);
    await stepFunctions.stop(executionArn, { error: 'Aborted', cause: 'test' });
    expect(await away.status(executionArn)).toBe('ABORTED');
  });

  it('are of each Region by itself, also within one account', async () => {
    const there = await openAway(endpoint.origin, dr.account, dr.region);
    await there.createMachine('deploy-api', waiting);
    const aws = awsWith(prod, dr);
    const names = (await aws.stepFunctions.machines()).map(({ name }) => name);
    expect(names).toEqual(['prod/deploy-api', 'dr/deploy-api']);
    expect(aws.machineName(there.arn('execution', 'deploy-api:one'))).toBe('dr/deploy-api');
    expect(aws.machineName('arn:aws:states:us-east-1:000000000000:stateMachine:deploy-api')).toBe(
      'deploy-api',
    );
    there.stop();
  });

  it('are all listed but for an account whose role cannot be taken, and that is said in words', async () => {
    const theirs = await openAway(endpoint.origin, closed.account, closed.region);
    await theirs.trust('signalbox', 'somebody-else');
    const { stepFunctions } = awsWith(prod, closed);
    const silent: string[] = [];
    const found = await stepFunctions.machines({ onSilent: (sentence) => silent.push(sentence) });
    expect(found.map(({ name }) => name)).toEqual(['prod/deploy-api']);
    expect(silent).toEqual([
      expect.stringMatching(
        /^Signalbox could not take the role arn:aws:iam::222222222222:role\/signalbox of account closed \(222222222222\): AccessDenied\..*trust policy.*signalbox doctor/,
      ),
    ]);
    await expect(stepFunctions.machines({ account: 'closed' })).rejects.toThrow('of account closed');
    theirs.stop();
  });

  it('of an account that nobody named are not asked about anywhere', async () => {
    const { stepFunctions } = awsWith();
    const executionArn = await away.start('deploy-api', {});
    await expect(stepFunctions.describe(executionArn)).rejects.toMatchObject({
      code: 'AccountNotConfigured',
      message: expect.stringContaining('account 111111111111, Region eu-west-1'),
    });
    expect(
      endpoint
        .calls()
        .filter(({ name, caller }) => name === 'DescribeExecution' && caller?.includes('user/signalbox')),
    ).toEqual([]);
  });
});

describe('the role of an account', () => {
  it('is taken once for many calls, with its external id, and anew before its credentials end', async () => {
    const { stepFunctions } = awsWith(prod);
    const byTester = assumed();
    await Promise.all([stepFunctions.machines(), stepFunctions.machines()]);
    await stepFunctions.machines();
    expect(assumed() - byTester).toBe(1);
    await endpoint.clock.advance(54 * 60_000);
    await stepFunctions.machines();
    expect(assumed() - byTester).toBe(1);
    await endpoint.clock.advance(2 * 60_000);
    await stepFunctions.machines();
    expect(assumed() - byTester).toBe(2);
  });

  it('is not remembered as refused', async () => {
    const aws = awsWith({ ...prod, externalId: 'wrong' });
    await expect(aws.stepFunctions.machines({ account: 'prod' })).rejects.toThrow('AccessDenied');
    aws.useAccounts([prod]);
    expect(await aws.stepFunctions.machines({ account: 'prod' })).toHaveLength(1);
  });
});

describe('a task token', () => {
  const approval = (more: Partial<Approval>): Approval =>
    ({
      gate: { ...gate, activity: 'prod/Review' },
      ask,
      provenance: { kind: 'being-verified' },
      ...more,
    }) as Approval;
  const answerOf = async (aws: Aws, of: Approval) => aws.callbacks.succeed('sbxtok-x', '{}', of);
  const callers = () =>
    endpoint
      .calls()
      .filter(({ name }) => name === 'SendTaskSuccess')
      .map(({ caller, region }) => ({ caller, region }));
  const inProd = {
    caller: 'arn:aws:sts::111111111111:assumed-role/signalbox/signalbox',
    region: 'eu-west-1',
  };
  const atHome = { caller: 'arn:aws:iam::000000000000:user/signalbox', region: 'us-east-1' };

  it('goes back where its execution is proven or claimed to be, else where its activity is', async () => {
    const aws = awsWith(prod);
    const executionArn = away.arn('execution', 'deploy-api:one');
    await answerOf(aws, approval({ provenance: { ...verified, executionArn } }));
    await answerOf(aws, approval({ ask: { ...ask, claimed: { executionArn, stateName: 'Ask' } } }));
    await answerOf(aws, approval({}));
    expect(callers()).toEqual([inProd, inProd, inProd]);
    await answerOf(aws, approval({ provenance: verified }));
    expect(callers().at(-1)).toEqual(atHome);
  });

  it('is kept where signalbox.yaml no longer has its account', async () => {
    const aws = awsWith();
    expect(await answerOf(aws, approval({}))).toMatchObject({
      kind: 'denied',
      because: expect.stringContaining('account prod'),
    });
    expect(callers()).toEqual([]);
  });
});

describe('the place of a state machine', () => {
  it('is that of the account in its name', async () => {
    const aws = awsWith(prod);
    expect(await aws.place('deploy-api')).toEqual({
      partition: 'aws',
      account: '000000000000',
      region: 'us-east-1',
    });
    expect(await aws.place('prod/deploy-api')).toEqual({
      partition: 'aws',
      account: '111111111111',
      region: 'eu-west-1',
    });
    expect(await aws.place('nowhere/deploy-api')).toBeUndefined();
  });
});
