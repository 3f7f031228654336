import type { JsonObject } from '../../../platform/index.ts';
import type { Machine } from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { checkArn, isHere, splitMachineArn } from './names.ts';

/** What UpdateStateMachine changes at once, and a version keeps. */
export interface Revision {
  readonly definition: string;
  readonly machine: Machine;
  readonly roleArn: string;
  readonly logging: JsonObject;
  readonly tracing: JsonObject;
  readonly updatedAt: number;
  /** Absent until the first update. */
  readonly revisionId?: string;
}

export interface Version {
  readonly arn: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly revision: Revision;
}

export interface Alias {
  readonly arn: string;
  readonly serial: number;
  readonly name: string;
  readonly description?: string;
  readonly routes: readonly { readonly versionArn: string; readonly weight: number }[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface StoredMachine {
  readonly arn: string;
  /** Its place in lists. */
  readonly serial: number;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly createdAt: number;
  revision: Revision;
  /** Oldest first; a number is never given twice. */
  readonly versions: Version[];
  lastVersion: number;
  readonly aliases: Map<string, Alias>;
  readonly tags: Map<string, string>;
  /** Goes when its last execution has ended. */
  deleting: boolean;
}

/** By ARN, in the order of their creation. */
export type Machines = Map<string, StoredMachine>;

/** What a start through an ARN runs: the machine as it is, a version of it, or where an alias leads. */
export interface Target {
  readonly machine: StoredMachine;
  readonly revision: Revision;
  readonly versionArn?: string;
  readonly aliasArn?: string;
}

/** A machine by its unqualified ARN. @throws {AwsError} where the caller's account and Region have none */
export function machineNamed(machines: Machines, arn: string, caller: Caller): StoredMachine {
  checkArn(arn, 'stateMachine');
  const found = isHere(arn, caller) ? machines.get(arn) : undefined;
  if (!found) throw noSuchMachine(arn);
  return found;
}

/** A machine by any ARN of it. @param fraction in [0, 1), chooses between the routes of an alias */
export function targetOf(machines: Machines, arn: string, caller: Caller, fraction: number): Target {
  checkArn(arn, 'stateMachine');
  const { machineArn, qualifier } = splitMachineArn(arn);
  const machine = isHere(arn, caller) ? machines.get(machineArn) : undefined;
  if (!machine) throw noSuchMachine(arn);
  if (qualifier === undefined) return { machine, revision: machine.revision };
  const alias = machine.aliases.get(arn);
  const versionArn = alias ? routeOf(alias, fraction) : arn;
  const version = machine.versions.find((candidate) => candidate.arn === versionArn);
  if (!version) throw noSuchMachine(arn);
  return {
    machine,
    revision: version.revision,
    versionArn: version.arn,
    ...(alias && { aliasArn: alias.arn }),
  };
}

function routeOf(alias: Alias, fraction: number): string | undefined {
  let left = fraction * 100;
  for (const { versionArn, weight } of alias.routes) {
    left -= weight;
    if (left < 0) return versionArn;
  }
  return alias.routes.at(-1)?.versionArn;
}

function noSuchMachine(arn: string): AwsError {
  return new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}
