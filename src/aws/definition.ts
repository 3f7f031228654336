import {
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { readableText } from './readable.ts';

/**
 * The definition of a state machine, or the one that an execution runs: it may have changed since. The second call
 * refills at 1 a second. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export async function readDefinition(
  client: SFNClient,
  arn: string,
): Promise<{ readonly machine: string; readonly definition: string }> {
  const found = /:execution:/.test(arn)
    ? await client.send(new DescribeStateMachineForExecutionCommand({ executionArn: arn }))
    : await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }));
  return { machine: found.name ?? '', definition: readableText(found.definition ?? '') };
}
