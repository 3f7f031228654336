import { LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
} from '@aws-sdk/client-iam';
import { ListFunctionsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTrail, recordOf } from './account.ts';

let account: Awaited<ReturnType<typeof openTrail>>;
beforeEach(async () => {
  account = await openTrail();
});
afterEach(() => account.stop());

const look = (input: LookupEventsCommandInput = {}) => account.trail.send(new LookupEventsCommand(input));
const makeUser = (UserName: string) => account.iam.send(new CreateUserCommand({ UserName }));

describe('what was called', () => {
  it('is found with who, from where, when, and what it was about', async () => {
    await makeUser('joe');
    const [event] = await account.by('EventName', 'CreateUser');
    expect(event).toMatchObject({
      EventName: 'CreateUser',
      EventSource: 'iam.amazonaws.com',
      ReadOnly: 'false',
      Username: 'jane',
      AccessKeyId: 'jane',
      EventTime: new Date('2026-01-02T03:04:05Z'),
      Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'joe' }],
    });
    const record = recordOf(event);
    expect(record).toMatchObject({
      eventVersion: '1.11',
      eventTime: '2026-01-02T03:04:05Z',
      eventSource: 'iam.amazonaws.com',
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      requestParameters: { userName: 'joe' },
      responseElements: { user: { userName: 'joe', arn: 'arn:aws:iam::000000000000:user/joe' } },
      eventID: event?.EventId,
      readOnly: false,
      eventType: 'AwsApiCall',
      recipientAccountId: '000000000000',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::000000000000:user/jane', userName: 'jane' },
    });
    expect(record['userAgent']).toMatch(/^aws-sdk-js\//);
    expect(record).not.toHaveProperty('errorCode');
  });

  it('is found also where it was refused, with the error', async () => {
    await expect(account.iam.send(new GetUserCommand({ UserName: 'nobody' }))).rejects.toThrow();
    account.endpoint.faults.add(
      { side: 'aws', call: 'iam.CreateUser', error: 'AccessDenied', when: 'before' },
      1,
    );
    await expect(makeUser('joe')).rejects.toThrow();
    const { Events: events = [] } = await look();
    expect(events.map(recordOf)).toMatchObject([
      { eventName: 'CreateUser', errorCode: 'AccessDenied' },
      { eventName: 'GetUser', errorCode: 'NoSuchEntity', requestParameters: { userName: 'nobody' } },
    ]);
  });

  it('has no secrets in it', async () => {
    await makeUser('joe');
    const { AccessKey: key } = await account.iam.send(new CreateAccessKeyCommand({ UserName: 'joe' }));
    const states = new SFNClient(account.client());
    const definition = JSON.stringify({ StartAt: 'Do', States: { Do: { Type: 'Succeed' } } });
    const roleArn = 'arn:aws:iam::000000000000:role/x';
    await states.send(new CreateStateMachineCommand({ name: 'one', definition, roleArn }));
    const sts = new STSClient(account.client());
    const role = { RoleArn: 'arn:aws:iam::000000000000:role/ops', RoleSessionName: 'me' };
    const { Credentials: session } = await sts.send(new AssumeRoleCommand(role));
    const events = (await look()).Events ?? [];
    const written = JSON.stringify(events);
    expect(written).not.toContain(key?.SecretAccessKey);
    expect(written).not.toContain(session?.SessionToken);
    expect(written).not.toContain('StartAt');
    const made = await account.by('ResourceName', key?.AccessKeyId ?? '');
    expect(made.map(({ EventName }) => EventName)).toEqual(['CreateAccessKey']);
    expect(recordOf(made[0])).toMatchObject({
      responseElements: {
        accessKey: { accessKeyId: key?.AccessKeyId, secretAccessKey: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      },
    });
    states.destroy();
    sts.destroy();
  });

  it('is not the work on what services hold, nor a call that nobody vouches for', async () => {
    const sqs = new SQSClient(account.client());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    await makeUser('joe');
    const { AccessKey: key } = await account.iam.send(new CreateAccessKeyCommand({ UserName: 'joe' }));
    const AccessKeyId = key?.AccessKeyId ?? '';
    await account.iam.send(new DeleteAccessKeyCommand({ UserName: 'joe', AccessKeyId }));
    const sts = new STSClient(account.client(AccessKeyId));
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow();
    await account.endpoint.request('iam', '/', { method: 'POST', body: 'Action=MakeCoffee' });
    const names = ((await look()).Events ?? []).map(({ EventName }) => EventName);
    expect(names).toEqual(['DeleteAccessKey', 'CreateAccessKey', 'CreateUser', 'CreateQueue']);
    sqs.destroy();
    sts.destroy();
  });

  it('stands in the Region where it was called; calls of IAM in us-east-1', async () => {
    const lambda = new LambdaClient(account.client('jane', 'eu-west-1'));
    await lambda.send(new ListFunctionsCommand({}));
    await makeUser('joe');
    const here = await account.by('Username', 'jane');
    const there = await account.by('Username', 'jane', account.elsewhere);
    expect(here.map(({ EventName }) => EventName)).toEqual(['CreateUser']);
    expect(there.map(({ EventName }) => EventName)).toEqual(['ListFunctions20150331']);
    lambda.destroy();
  });

  it('belongs to the account of a role that was assumed, and names the session', async () => {
    const sts = new STSClient(account.client());
    const role = { RoleArn: 'arn:aws:iam::222222222222:role/ops', RoleSessionName: 'me' };
    const { Credentials: session } = await sts.send(new AssumeRoleCommand(role));
    const asRole = new STSClient(account.client(session?.AccessKeyId));
    await asRole.send(new GetCallerIdentityCommand({}));
    expect(await account.by('Username', 'me')).toEqual([]);
    const { trail } = account;
    const seen = await account.by('EventName', 'AssumeRole');
    expect(recordOf(seen[0])).toMatchObject({ readOnly: true, recipientAccountId: '000000000000' });
    const { CloudTrailClient } = await import('@aws-sdk/client-cloudtrail');
    const theirs = new CloudTrailClient(account.client(session?.AccessKeyId));
    const [event] = await account.by('Username', 'me', theirs);
    expect(recordOf(event)).toMatchObject({
      eventName: 'GetCallerIdentity',
      userIdentity: {
        type: 'AssumedRole',
        accountId: '222222222222',
        sessionContext: { sessionIssuer: { userName: 'ops' } },
      },
    });
    for (const one of [sts, asRole, theirs, trail]) one.destroy();
  });
});

describe('a look-up', () => {
  it('goes by any one attribute', async () => {
    await makeUser('joe');
    await account.iam.send(new GetUserCommand({ UserName: 'joe' }));
    const [read] = await account.by('EventName', 'GetUser');
    const names = async (...[key, value]: Parameters<typeof account.by>) =>
      (await account.by(key, value)).map(({ EventName }) => EventName);
    expect(await names('EventId', read?.EventId ?? '')).toEqual(['GetUser']);
    expect(await names('ReadOnly', 'false')).toEqual(['CreateUser']);
    expect(await names('AccessKeyId', 'jane')).toEqual(['GetUser', 'CreateUser']);
    expect(await names('ResourceType', 'AWS::IAM::User')).toEqual(['GetUser', 'CreateUser']);
    expect(await names('ResourceName', 'joe')).toEqual(['GetUser', 'CreateUser']);
    expect(await names('EventSource', 'cloudtrail.amazonaws.com')).toHaveLength(6);
    expect(await names('Username', 'Jane')).toEqual([]);
  });

  it('goes page by page, newest first, and stays right while events are added', async () => {
    for (let index = 0; index < 7; index += 1) {
      await makeUser(`user-${String(index)}`);
      await account.endpoint.clock.advance(index % 2 === 0 ? 0 : 1_000);
    }
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateUser' }];
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await look({ LookupAttributes, MaxResults: 3, NextToken });
      seen.push(...(page.Events ?? []).map((event) => event.Resources?.[0]?.ResourceName));
      ({ NextToken } = page);
      await makeUser(`late-${String(seen.length)}`);
    } while (NextToken !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `user-${String(index)}`));
  });

  it('is bounded by times', async () => {
    const at = (seconds: number) => new Date(Date.parse('2026-01-02T03:04:05Z') + seconds * 1000);
    await makeUser('first');
    await account.endpoint.clock.advance(60_000);
    await makeUser('second');
    const between = async (StartTime?: Date, EndTime?: Date) =>
      ((await look({ StartTime, EndTime })).Events ?? [])
        .filter(({ EventName }) => EventName === 'CreateUser')
        .map((event) => event.Resources?.[0]?.ResourceName);
    expect(await between(at(0), at(59))).toEqual(['first']);
    expect(await between(at(1))).toEqual(['second']);
    expect(await between(undefined, at(60))).toEqual(['second', 'first']);
    await account.endpoint.clock.advance(90 * 86_400_000);
    expect(await between()).toEqual(['second']);
  });

  it.each([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException', 'A max results value of 51 is invalid.'],
    [{ MaxResults: 0 }, 'InvalidMaxResultsException', 'between 1 and 50'],
    [{ NextToken: 'bm9uZQ' }, 'InvalidNextTokenException', 'not valid'],
    [
      { StartTime: new Date(2_000_000), EndTime: new Date(1_000_000) },
      'InvalidTimeRangeException',
      'after the end time',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'Colour' as never, AttributeValue: 'red' }] },
      'InvalidLookupAttributesException',
      'Colour',
    ],
  ])('refuses %j', async (input, name, words) => {
    const refusal = expect(look(input)).rejects;
    await refusal.toMatchObject({ name, message: expect.stringContaining(words) });
  });

  it('refuses a token of another look-up', async () => {
    await makeUser('a');
    await makeUser('b');
    const { NextToken } = await look({ MaxResults: 1 });
    const LookupAttributes = [{ AttributeKey: 'ReadOnly' as const, AttributeValue: 'false' }];
    await expect(look({ NextToken, LookupAttributes })).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
  });

  it('is the one operation there is', async () => {
    const response = await account.endpoint.request('cloudtrail', '/', {
      method: 'POST',
      body: '{}',
      headers: {
        'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails',
      },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});
