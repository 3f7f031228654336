import {
  isJsonObject,
  newUuid,
  parseJson,
  type Clock,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import type { Begin } from './begin.ts';
import { mustRead } from './definition.ts';
import { errorOf } from './describe.ts';
import type { StoredExecution } from './execution-store.ts';
import { readJsonText } from './json-text.ts';
import { arnOf, checkRole } from './names.ts';

/** A test ends after five minutes. https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html */
const longestSeconds = 300;
const stateName = 'TestState';

/** TestState: one state, run in a machine of its own whose other states are where it may lead. */
export function testStateOperations({ begin, clock }: { begin: Begin; clock: Clock }): Operations {
  return {
    async TestState(params, caller) {
      const state = parseJson(text(params, 'definition'));
      const roleArn = optionalText(params, 'roleArn') ?? arnOf(caller, 'role', stateName);
      if (params['roleArn'] !== undefined) checkRole(roleArn);
      if (!isJsonObject(state))
        throw new AwsError(
          'InvalidDefinition',
          "Invalid State Machine Definition: 'The definition is not a JSON object.'",
        );
      const read = readJsonText(optionalText(params, 'input') ?? '{}');
      if ('why' in read)
        throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${read.why}'`);
      const stored = executionOf(state, roleArn, read.value, caller, clock.now());
      await new Promise<void>((resolve) => {
        begin(stored, read.value, () => {
          resolve();
        });
      });
      return resultOf(state, stored);
    },
  };
}

function executionOf(
  state: JsonObject,
  roleArn: string,
  input: JsonValue,
  caller: Caller,
  now: number,
): StoredExecution {
  // A retrier is told of, not waited for.
  const tested = Object.fromEntries(Object.entries(state).filter(([field]) => field !== 'Retry'));
  const next = Object.fromEntries(targetsOf(state).map((name) => [name, { Type: 'Succeed' }]));
  const definition = JSON.stringify({
    StartAt: stateName,
    TimeoutSeconds: longestSeconds,
    States: { ...next, [stateName]: tested },
  });
  const arn = arnOf(caller, 'stateMachine', stateName);
  return {
    arn: `${arnOf(caller, 'express', stateName)}:${newUuid()}:${newUuid()}`,
    name: newUuid(),
    serial: 0,
    // Like an EXPRESS execution it leaves nothing behind.
    machine: { arn, name: stateName, type: 'EXPRESS' },
    revision: {
      definition,
      machine: mustRead(definition, 'STANDARD'),
      roleArn,
      logging: {},
      tracing: {},
      updatedAt: now,
    },
    input: JSON.stringify(input),
    startedAt: now,
    events: [],
    redrives: [],
  };
}

/** Where a state may lead. */
function targetsOf(state: JsonObject): string[] {
  const lists = ['Choices', 'Catch'].flatMap((field) =>
    Array.isArray(state[field]) ? (state[field] as readonly JsonValue[]) : [],
  );
  const nexts = [
    state['Next'],
    state['Default'],
    ...lists.map((item) => (isJsonObject(item) ? item['Next'] : null)),
  ];
  return nexts.filter((next): next is string => typeof next === 'string');
}

function resultOf(state: JsonObject, { outcome, events }: StoredExecution): JsonObject {
  if (outcome?.status !== 'SUCCEEDED') {
    const failure = outcome ?? { error: 'States.Runtime' };
    return { status: isRetried(state, failure.error) ? 'RETRIABLE' : 'FAILED', ...errorOf(failure) };
  }
  const left = events.find(({ type }) => type.endsWith('StateExited'));
  const next = events.find(
    ({ id, type }) => left !== undefined && id > left.id && type.endsWith('StateEntered'),
  );
  const failed = events.find(
    ({ id, type }) => left !== undefined && id < left.id && /(Failed|TimedOut)$/.test(type),
  );
  const nextState = next?.details?.['name'];
  const error = failed?.details?.['error'];
  const cause = failed?.details?.['cause'];
  return {
    status: failed ? 'CAUGHT_ERROR' : 'SUCCEEDED',
    output: left?.details?.['output'] ?? JSON.stringify(outcome.output),
    ...(typeof nextState === 'string' && { nextState }),
    ...(typeof error === 'string' && { error }),
    ...(typeof cause === 'string' && { cause }),
  };
}

function isRetried(state: JsonObject, error = ''): boolean {
  const retriers = Array.isArray(state['Retry']) ? (state['Retry'] as readonly JsonValue[]) : [];
  return retriers.some((retrier) => {
    const names = isJsonObject(retrier) ? retrier['ErrorEquals'] : undefined;
    if (!Array.isArray(names)) return false;
    const all =
      names.includes('States.ALL') || (names.includes('States.TaskFailed') && error !== 'States.Timeout');
    return names.includes(error) || (all && error !== 'States.Runtime');
  });
}
