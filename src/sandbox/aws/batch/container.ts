import type { JsonObject, JsonValue } from '../../../platform/index.ts';
import type { FunctionRunner } from '../functions.ts';
import type { Job } from './job.ts';
import { objectsOf, optionalText, textsOf } from './parameter.ts';

/** How a container ended. */
export interface Exit {
  readonly code: number;
  readonly reason?: string;
}

/** How long a job runs on the sandbox's clock, where it does not say so itself. */
const usualSeconds = 40;

/** The definition's container, with what the job changes of it and its parameters put into the command. */
export function containerFor(
  definition: JsonObject,
  overrides: JsonObject,
  parameters: JsonObject,
): JsonObject {
  const command = overrides['command'] ?? definition['command'];
  const environment = merged(definition['environment'], overrides['environment'], 'name');
  const resources = merged(definition['resourceRequirements'], overrides['resourceRequirements'], 'type');
  const { vcpus, memory } = overrides;
  return {
    ...definition,
    ...(vcpus !== undefined && { vcpus }),
    ...(memory !== undefined && { memory }),
    command: textsOf(command).map((part) => filled(part, parameters)),
    environment,
    resourceRequirements: resources,
    networkInterfaces: [],
    secrets: definition['secrets'] ?? [],
  };
}

/** Entries of both lists; of two with the same key, the second's. */
function merged(
  first: JsonValue | undefined,
  second: JsonValue | undefined,
  key: string,
): readonly JsonObject[] {
  const byKey = new Map([...objectsOf(first), ...objectsOf(second)].map((entry) => [entry[key], entry]));
  return [...byKey.values()];
}

/** `Ref::name` stands for a parameter. https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html */
function filled(part: string, parameters: JsonObject): string {
  const value = /^Ref::(.+)$/.exec(part)?.[1];
  return (value !== undefined && optionalText(parameters, value)) || part;
}

function environmentOf({ container }: Pick<Job, 'container'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objectsOf(container['environment']).map((entry) => [
      optionalText(entry, 'name') ?? '',
      optionalText(entry, 'value') ?? '',
    ]),
  );
}

/** A setting of the sandbox: a variable of the job's environment, else a parameter. */
function told(job: Job, name: string): string | undefined {
  return environmentOf(job)[name] ?? optionalText(job.parameters, name);
}

export function runSeconds(job: Job): number {
  const seconds = Number(told(job, 'SANDBOX_SECONDS') ?? usualSeconds);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : usualSeconds;
}

/** The exit that a job was told to have: `SANDBOX_FAIL=137 OutOfMemoryError: ...`, or by a command that can only fail. */
function toldExit(job: Job): Exit | undefined {
  const fail = told(job, 'SANDBOX_FAIL');
  if (fail !== undefined && fail !== '') {
    const [, code = '1', reason = ''] = /^(\d+)?\s*(.*)$/s.exec(fail) ?? [];
    return { code: Number(code), ...(reason !== '' && { reason }) };
  }
  const command = textsOf(job.container['command']);
  if (command.length === 1 && command[0] === 'false') return { code: 1 };
  const exit = /^\s*exit (\d+)\s*$/.exec(command.at(-1) ?? '')?.[1];
  return exit === undefined ? undefined : { code: Number(exit) };
}

/** Image names without registry and tag, by which stand-ins for images are known. */
function imageName({ container }: Pick<Job, 'container'>): string {
  const image = optionalText(container, 'image') ?? '';
  return (image.split('/').at(-1) ?? '').split(/[:@]/)[0] ?? '';
}

/** Runs what stands in for the job's image, if anything does; else the job has done what it had to. */
export async function runContainer(job: Job, stands: FunctionRunner): Promise<Exit> {
  const exit = toldExit(job);
  if (exit) return exit;
  const name = imageName(job);
  if (!stands.has(name)) return { code: 0 };
  const answer = await stands.invoke(name, {
    command: textsOf(job.container['command']),
    environment: {
      ...environmentOf(job),
      AWS_BATCH_JOB_ID: job.id,
      AWS_BATCH_JQ_NAME: job.queue.name,
      AWS_BATCH_JOB_ATTEMPT: String(job.attempts.length + 1),
    },
  });
  return answer.ok ? { code: 0 } : { code: 1, reason: answer.errorMessage };
}
