import type { Clock } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { optionalText, pageOf, text } from '../page.ts';
import { machineNamed, type Machines, type StoredMachine, type Version } from './machine.ts';
import { checkArn, isHere, seconds, splitMachineArn } from './names.ts';

/** What stands for a machine that was never updated, where a revision is asked for. */
const initialRevision = 'INITIAL';

/** The current revision as a version: a new one, or the one that it already is. */
export function publish(machine: StoredMachine, clock: Clock, description?: string): Version {
  const latest = machine.versions.at(-1);
  if (latest?.revision === machine.revision) return latest;
  machine.lastVersion += 1;
  const version: Version = {
    arn: `${machine.arn}:${String(machine.lastVersion)}`,
    createdAt: clock.now(),
    revision: machine.revision,
    ...(description !== undefined && { description }),
  };
  machine.versions.push(version);
  return version;
}

export function versionOperations({ machines, clock }: { machines: Machines; clock: Clock }): Operations {
  return {
    PublishStateMachineVersion(params, caller) {
      const machine = machineNamed(machines, text(params, 'stateMachineArn'), caller);
      const wanted = optionalText(params, 'revisionId');
      const current = machine.revision.revisionId ?? initialRevision;
      if (wanted !== undefined && wanted !== current) {
        throw new AwsError(
          'ConflictException',
          `Failed to publish the State Machine version for revision ${wanted}. The current State Machine revision is ${current}.`,
        );
      }
      const version = publish(machine, clock, optionalText(params, 'description'));
      return { stateMachineVersionArn: version.arn, creationDate: seconds(version.createdAt) };
    },
    DeleteStateMachineVersion(params, caller) {
      const arn = text(params, 'stateMachineVersionArn');
      checkArn(arn, 'stateMachine');
      const machine = isHere(arn, caller) ? machines.get(splitMachineArn(arn).machineArn) : undefined;
      const at = machine?.versions.findIndex((version) => version.arn === arn) ?? -1;
      if (!machine || at < 0) return {};
      const aliases = [...machine.aliases.values()].filter(({ routes }) =>
        routes.some(({ versionArn }) => versionArn === arn),
      );
      if (aliases.length > 0) {
        const names = aliases.map(({ name }) => name).join(', ');
        throw new AwsError(
          'ConflictException',
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
        );
      }
      machine.versions.splice(at, 1);
      return {};
    },
    ListStateMachineVersions(params, caller) {
      const machine = machineNamed(machines, text(params, 'stateMachineArn'), caller);
      const page = pageOf([...machine.versions].reverse(), params, ({ arn }) =>
        Number(splitMachineArn(arn).qualifier),
      );
      return {
        stateMachineVersions: page.items.map(({ arn, createdAt }) => ({
          stateMachineVersionArn: arn,
          creationDate: seconds(createdAt),
        })),
        ...page.next,
      };
    },
  };
}
