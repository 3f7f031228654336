import {
  DescribeExecutionCommand,
  paginateListExecutions,
  paginateListStateMachines,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  type ExecutionListItem,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { ExecutionStatus, ExecutionSummary, StateMachine, StepFunctions } from '../executions/index.ts';
import { machineOfArn, nameAt } from '../platform/index.ts';
import { readDefinition } from './definition.ts';
import { nameOf, refusedBy } from './errors.ts';
import { readHistoryAs } from './history.ts';
import { readable, readableEvent, readableFailure, readableText } from './readable.ts';

/** The largest page of ListExecutions. */
const pageSize = 1_000;

/** The state machines of one account and Region. @param account its name in signalbox.yaml; absent: home */
export function createStepFunctions(client: SFNClient, account?: string): StepFunctions {
  const called = (machineArn: string) => nameAt(account, machineOfArn(machineArn));
  const asking = async <T>(subject: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw refusedBy(error, subject);
    }
  };
  return {
    machines: () =>
      asking(
        account === undefined ? 'the list of state machines' : `the state machines of ${account}`,
        async () => {
          const found: StateMachine[] = [];
          for await (const page of paginateListStateMachines({ client, pageSize }, {})) {
            for (const { stateMachineArn = '', name = '', type } of page.stateMachines ?? []) {
              found.push({
                arn: stateMachineArn,
                name: nameAt(account, name),
                type: type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
              });
            }
          }
          return found;
        },
      ),
    async start({ stateMachineArn, name, input }) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      try {
        const before = await describe(client, executionArn);
        if (before) return { executionArn, again: true };
        const started = await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
        return { executionArn: started.executionArn ?? executionArn, again: false };
      } catch (error) {
        // It was not there a moment ago: our own request, its answer lost, has started it, and it has ended since.
        if (nameOf(error) === 'ExecutionAlreadyExists') return { executionArn, again: false };
        throw refusedBy(error, called(stateMachineArn));
      }
    },
    describe: (executionArn) =>
      asking(executionArn, async () => {
        const found = await client.send(new DescribeExecutionCommand({ executionArn }));
        const input = readable(found.input);
        const output = readable(found.output);
        return {
          ...summary({
            ...found,
            stateMachineArn: found.stateMachineArn,
            executionArn,
            name: found.name,
            status: found.status,
            startDate: found.startDate,
          }),
          ...(input !== undefined && { input }),
          ...(output !== undefined && { output }),
          ...readableFailure(found),
          ...(found.redriveStatus !== undefined && {
            redrivable: found.redriveStatus === 'REDRIVABLE',
            ...(found.redriveStatusReason !== undefined && {
              notRedrivableBecause: readableText(found.redriveStatusReason),
            }),
          }),
        };
      }),
    definition: (arn) =>
      asking(arn, async () => {
        const { machine, definition } = await readDefinition(client, arn);
        return { machine: nameAt(account, machine), definition };
      }),
    executions: (stateMachineArn, { status, limit }) =>
      asking(called(stateMachineArn), async () => {
        const found: ExecutionSummary[] = [];
        const pages = paginateListExecutions(
          { client, pageSize: Math.min(limit, pageSize) },
          { stateMachineArn, ...(status && { statusFilter: status }) },
        );
        for await (const page of pages) {
          found.push(...(page.executions ?? []).map(summary));
          if (found.length >= limit) break;
        }
        return found.slice(0, limit);
      }),
    stop: (executionArn, { error, cause }) =>
      asking(executionArn, async () => {
        await client.send(new StopExecutionCommand({ executionArn, error, cause }));
      }),
    redrive: (executionArn, { requestId }) =>
      asking(executionArn, async () => {
        await client.send(new RedriveExecutionCommand({ executionArn, clientToken: requestId }));
      }),
    history: (executionArn, options) =>
      asking(executionArn, () =>
        // Inputs and outputs can make a page of a thousand events 256 MiB; nobody is shown them from here.
        readHistoryAs(client, executionArn, { ...options, data: false }, readableEvent),
      ),
  };
}

async function describe(client: SFNClient, executionArn: string): Promise<boolean> {
  try {
    await client.send(new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }));
    return true;
  } catch (error) {
    if (nameOf(error) === 'ExecutionDoesNotExist') return false;
    throw error;
  }
}

function summary(item: Partial<ExecutionListItem>): ExecutionSummary {
  return {
    executionArn: item.executionArn ?? '',
    stateMachineArn: item.stateMachineArn ?? '',
    name: item.name ?? '',
    status: statusOf(item.status),
    startedAt: item.startDate?.getTime() ?? 0,
    redriveCount: item.redriveCount ?? 0,
    ...(item.stopDate && { stoppedAt: item.stopDate.getTime() }),
  };
}

function statusOf(status: string | undefined): ExecutionStatus {
  const known: readonly ExecutionStatus[] = [
    'RUNNING',
    'SUCCEEDED',
    'FAILED',
    'TIMED_OUT',
    'ABORTED',
    'PENDING_REDRIVE',
  ];
  return known.find((one) => one === status) ?? 'RUNNING';
}
