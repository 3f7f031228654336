import {
  canonicalJson,
  isJsonObject,
  newUuid,
  type Clock,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { optionalText, pageOf, text } from '../page.ts';
import { machineType, mustRead, readDefinition } from './definition.ts';
import {
  machineNamed,
  targetOf,
  type Machines,
  type Revision,
  type StoredMachine,
  type Target,
} from './machine.ts';
import { arnOf, checkArn, checkName, checkRole, isHere, seconds, splitMachineArn } from './names.ts';
import { readTags } from './tags.ts';
import { publish } from './versions.ts';

/** What AWS fills in where nothing is said. */
const noLogging: JsonObject = { level: 'OFF', includeExecutionData: false };
const noTracing: JsonObject = { enabled: false };

export function machineOperations(needs: {
  machines: Machines;
  clock: Clock;
  /** Whether executions of this machine still run. */
  busy(machineArn: string): boolean;
}): Operations {
  const { machines, clock } = needs;
  let serial = 0;
  return {
    CreateStateMachine(params, caller) {
      const name = text(params, 'name');
      const definition = text(params, 'definition');
      const roleArn = text(params, 'roleArn');
      const type = machineType(params);
      const published = params['publish'] === true;
      checkName(name);
      checkRole(roleArn);
      if (params['versionDescription'] !== undefined && !published)
        throw validationError('Version description can only be set when publish is true');
      const revision: Revision = {
        definition,
        machine: mustRead(definition, type),
        roleArn,
        logging: configuration(params, 'loggingConfiguration', noLogging),
        tracing: configuration(params, 'tracingConfiguration', noTracing),
        updatedAt: clock.now(),
      };
      const arn = arnOf(caller, 'stateMachine', name);
      const there = machines.get(arn);
      if (there) mustBeSame(there, revision, type);
      const machine = there ?? {
        arn,
        serial: (serial += 1),
        name,
        type,
        createdAt: clock.now(),
        revision,
        versions: [],
        lastVersion: 0,
        aliases: new Map(),
        tags: readTags(params['tags']),
        deleting: false,
      };
      machines.set(arn, machine);
      return {
        stateMachineArn: arn,
        creationDate: seconds(machine.createdAt),
        ...(published && {
          stateMachineVersionArn: publish(machine, clock, optionalText(params, 'versionDescription')).arn,
        }),
      };
    },
    UpdateStateMachine(params, caller) {
      const machine = machineNamed(machines, text(params, 'stateMachineArn'), caller);
      if (machine.deleting) throw beingDeleted(machine);
      const given = ['definition', 'roleArn', 'loggingConfiguration', 'tracingConfiguration'];
      const published = params['publish'] === true;
      if (!given.some((name) => params[name] !== undefined)) {
        throw new AwsError(
          'MissingRequiredParameter',
          'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
        );
      }
      const before = machine.revision;
      const roleArn = optionalText(params, 'roleArn') ?? before.roleArn;
      const definition = optionalText(params, 'definition') ?? before.definition;
      checkRole(roleArn);
      const next: Revision = {
        definition,
        machine: definition === before.definition ? before.machine : mustRead(definition, machine.type),
        roleArn,
        logging: configuration(params, 'loggingConfiguration', before.logging),
        tracing: configuration(params, 'tracingConfiguration', before.tracing),
        updatedAt: clock.now(),
      };
      const changed = contentOf(next) !== contentOf(before);
      if (changed) machine.revision = { ...next, revisionId: newUuid() };
      const { revisionId } = machine.revision;
      return {
        updateDate: seconds(clock.now()),
        ...(revisionId !== undefined && { revisionId }),
        ...(published && {
          stateMachineVersionArn: publish(machine, clock, optionalText(params, 'versionDescription')).arn,
        }),
      };
    },
    DeleteStateMachine(params, caller) {
      const arn = text(params, 'stateMachineArn');
      checkArn(arn, 'stateMachine');
      const machine = isHere(arn, caller) ? machines.get(arn) : undefined;
      if (!machine) return {};
      if (needs.busy(arn)) machine.deleting = true;
      else machines.delete(arn);
      return {};
    },
    DescribeStateMachine(params, caller) {
      const arn = text(params, 'stateMachineArn');
      return described(targetOf(machines, arn, caller, 0), splitMachineArn(arn).qualifier === undefined);
    },
    ListStateMachines(params, caller) {
      const here = [...machines.values()].filter((machine) => isHere(machine.arn, caller));
      const page = pageOf(here, params, ({ serial }) => serial);
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
      const definition = text(params, 'definition');
      if (definition === '') {
        const message = 'Definition must be a valid JSON object';
        return {
          result: 'FAIL',
          diagnostics: [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message }],
          truncated: false,
        };
      }
      const { diagnostics } = readDefinition(definition, machineType(params));
      const most =
        typeof params['maxResults'] === 'number' && params['maxResults'] > 0 ? params['maxResults'] : 100;
      const shown =
        params['severity'] === 'WARNING'
          ? diagnostics
          : diagnostics.filter(({ severity }) => severity === 'ERROR');
      return {
        result: diagnostics.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
        diagnostics: shown.slice(0, most).map((diagnostic) => ({ ...diagnostic })),
        truncated: shown.length > most,
      };
    },
  };
}

function beingDeleted({ arn }: StoredMachine): AwsError {
  return new AwsError('StateMachineDeleting', `State Machine Deleting: '${arn}'`);
}

/** The same again is no error; a role and tags that differ are ignored. https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
function mustBeSame(there: StoredMachine, asked: Revision, type: StoredMachine['type']): void {
  if (there.deleting) throw beingDeleted(there);
  const same = contentOf({ ...asked, roleArn: there.revision.roleArn }) === contentOf(there.revision);
  if (same && there.type === type) return;
  throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${there.arn}'`);
}

function contentOf({ definition, roleArn, logging, tracing }: Revision): string {
  return canonicalJson([definition, roleArn, logging, tracing]);
}

function configuration(params: JsonObject, name: string, otherwise: JsonObject): JsonObject {
  const given: JsonValue | undefined = params[name];
  if (!isJsonObject(given)) return otherwise;
  if (name === 'loggingConfiguration') return { ...noLogging, ...given };
  return { ...noTracing, ...given };
}

function described({ machine, revision, versionArn }: Target, unqualified: boolean): JsonObject {
  const version = unqualified ? undefined : machine.versions.find(({ arn }) => arn === versionArn);
  return {
    stateMachineArn: version?.arn ?? machine.arn,
    name: machine.name,
    status: machine.deleting ? 'DELETING' : 'ACTIVE',
    definition: revision.definition,
    roleArn: revision.roleArn,
    type: machine.type,
    creationDate: seconds(version?.createdAt ?? machine.createdAt),
    loggingConfiguration: revision.logging,
    tracingConfiguration: revision.tracing,
    ...(revision.revisionId !== undefined && { revisionId: revision.revisionId }),
    ...(version?.description !== undefined && { description: version.description }),
  };
}
