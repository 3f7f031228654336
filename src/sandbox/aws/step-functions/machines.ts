import type { Clock, JsonObject } from '../../../platform/index.ts';
import { newUuid } from '../../../platform/index.ts';
import { analyse, type Machine } from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, pageOf, text } from '../page.ts';
import { arnOf, checkArn, checkName, checkRole, isHere, seconds } from './names.ts';

export interface StoredMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: string;
  readonly machine: Machine;
  readonly roleArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly revisionId: string;
  readonly tags: readonly JsonObject[];
}

export type Machines = Map<string, StoredMachine>;

export function machineNamed(machines: Machines, arn: string): StoredMachine {
  checkArn(arn, 'stateMachine');
  const found = machines.get(arn);
  if (!found) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return found;
}

export function machineOperations(needs: { machines: Machines; clock: Clock }): Operations {
  const { machines, clock } = needs;
  const create = (params: JsonObject, caller: Caller) => {
    const name = text(params, 'name');
    const definition = text(params, 'definition');
    const roleArn = text(params, 'roleArn');
    const type = params['type'] === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
    checkName(name);
    checkRole(roleArn);
    const machine = read(definition);
    const arn = arnOf(caller, 'stateMachine', name);
    const there = machines.get(arn);
    if (there) {
      if (there.definition !== definition || there.roleArn !== roleArn || there.type !== type) {
        throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
      }
      return { stateMachineArn: arn, creationDate: seconds(there.createdAt) };
    }
    const now = clock.now();
    const tags = Array.isArray(params['tags']) ? (params['tags'] as readonly JsonObject[]) : [];
    machines.set(arn, {
      arn,
      name,
      type,
      definition,
      machine,
      roleArn,
      createdAt: now,
      updatedAt: now,
      revisionId: newUuid(),
      tags,
    });
    return { stateMachineArn: arn, creationDate: seconds(now) };
  };
  return {
    CreateStateMachine: create,
    UpdateStateMachine(params) {
      const there = machineNamed(machines, text(params, 'stateMachineArn'));
      const definition = optionalText(params, 'definition') ?? there.definition;
      const roleArn = optionalText(params, 'roleArn') ?? there.roleArn;
      checkRole(roleArn);
      const updated = {
        ...there,
        definition,
        roleArn,
        machine: read(definition),
        updatedAt: clock.now(),
        revisionId: newUuid(),
      };
      machines.set(there.arn, updated);
      return { updateDate: seconds(updated.updatedAt), revisionId: updated.revisionId };
    },
    DeleteStateMachine(params) {
      const arn = text(params, 'stateMachineArn');
      checkArn(arn, 'stateMachine');
      machines.delete(arn);
      return {};
    },
    DescribeStateMachine: (params) => described(machineNamed(machines, text(params, 'stateMachineArn'))),
    ListStateMachines(params, caller) {
      const here = [...machines.values()].filter((machine) => isHere(machine.arn, caller));
      const page = pageOf(here, params, (machine) => machine.arn);
      return {
        stateMachines: page.items.map(({ arn, name, type, createdAt }) => ({
          stateMachineArn: arn,
          name,
          type,
          creationDate: seconds(createdAt),
        })),
        ...page.next,
      };
    },
    ValidateStateMachineDefinition(params) {
      const { diagnostics } = analyse(text(params, 'definition'));
      const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'ERROR');
      return {
        result: failed ? 'FAIL' : 'OK',
        diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic })),
        truncated: false,
      };
    },
    ListTagsForResource(params) {
      const arn = text(params, 'resourceArn');
      return { tags: machines.get(arn)?.tags ?? [] };
    },
  };
}

function described(machine: StoredMachine): JsonObject {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: machine.definition,
    roleArn: machine.roleArn,
    type: machine.type,
    creationDate: seconds(machine.createdAt),
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    revisionId: machine.revisionId,
  };
}

function read(definition: string): Machine {
  const { machine, diagnostics } = analyse(definition);
  if (machine) return machine;
  const words = diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
  throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${words.join(', ')}'`);
}
