import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Another account than the sandbox's own, in a Region, as whoever runs it there sees it. */
export interface Away {
  readonly sfn: SFNClient;
  /** A role that Signalbox's account may take with this external id. */
  trust(role: string, externalId: string): Promise<void>;
  createMachine(name: string, states: Record<string, unknown>): Promise<void>;
  createActivity(name: string): Promise<void>;
  /** Events of these kinds go on to Signalbox's own bus, with the account and Region they came from. */
  forwardEvents(): Promise<void>;
  start(machine: string, input: unknown): Promise<string>;
  status(executionArn: string): Promise<string | undefined>;
  arn(kind: string, name: string): string;
  stop(): void;
}

const home = { account: '000000000000', region: 'us-east-1' };
const kinds = ['Signalbox Ask', 'Step Functions Execution Status Change'];

export async function openAway(endpoint: string, account: string, region: string): Promise<Away> {
  const sts = new STSClient({
    endpoint,
    region: home.region,
    credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
  });
  const admin = `arn:aws:iam::${account}:role/admin`;
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: admin, RoleSessionName: 'tester' }),
  );
  sts.destroy();
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const at = { endpoint, region, credentials };
  const [sfn, iam, events] = [new SFNClient(at), new IAMClient(at), new EventBridgeClient(at)];
  const arn = (kind: string, name: string) => `arn:aws:states:${region}:${account}:${kind}:${name}`;
  return {
    sfn,
    arn,
    async trust(role, externalId) {
      const statement = {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${home.account}:root` },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      };
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument }));
    },
    async createMachine(name, states) {
      const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
      await sfn.send(new CreateStateMachineCommand({ name, definition, roleArn: admin }));
    },
    async createActivity(name) {
      await sfn.send(new CreateActivityCommand({ name }));
    },
    async forwardEvents() {
      const Name = 'to-signalbox';
      const EventPattern = JSON.stringify({ 'detail-type': kinds });
      await events.send(new PutRuleCommand({ Name, EventPattern }));
      const Arn = `arn:aws:events:${home.region}:${home.account}:event-bus/default`;
      await events.send(
        new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'home', Arn, RoleArn: admin }] }),
      );
    },
    async start(machine, input) {
      const { executionArn = '' } = await sfn.send(
        new StartExecutionCommand({
          stateMachineArn: arn('stateMachine', machine),
          input: JSON.stringify(input),
        }),
      );
      return executionArn;
    },
    status: async (executionArn) => (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status,
    stop() {
      for (const client of [sfn, iam, events]) client.destroy();
    },
  };
}
