import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../../src/platform/index.ts';
import { AwsError } from '../../../../src/sandbox/aws/aws-error.ts';
import { executionArn, machineArn, openAccount } from './account.ts';

/** Few with every `npm test`; `FUZZ_RUNS=5000` for a long look. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 60);

const names = ['A', 'B', 'C', 'D', '', 'constructor', '__proto__'];
const name = fc.constantFrom(...names);
const texts = fc.oneof(
  { weight: 4, arbitrary: name },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '$',
      '$.a',
      '$.a[*].b',
      '$..a',
      '$[?(@.a>1)]',
      '$.a[',
      '$$.Execution.Id',
      '$x.y',
      "States.Format('{} {}', $.a, 1)",
      'States.Array(',
      "States.MathRandom(1, 'x')",
      '{% $states.input.a %}',
      '{% $sum([1..10]) + $states.input %}',
      '{% ( $f := function(){ $f() }; $f() ) %}',
      '{% %}',
      '{% $states.',
      'arn:aws:states:::sqs:sendMessage',
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      'arn:aws:states:::states:startExecution.sync:2',
      'arn:aws:lambda:us-east-1:000000000000:function:f',
      'arn:aws:states:us-east-1:000000000000:activity:A',
      'JSONata',
      'JSONPath',
      'States.ALL',
      '2026-01-01T00:00:00Z',
      'DISTRIBUTED',
    ),
  },
  { weight: 1, arbitrary: fc.string() },
);
const fields = (
  'Type StartAt States Next End Choices Default Variable StringEquals NumericGreaterThanPath IsPresent And Or Not ' +
  'Condition Seconds SecondsPath Timestamp TimestampPath Resource Parameters Arguments Result ResultPath ' +
  'ResultSelector InputPath OutputPath Output Assign Branches ItemProcessor Iterator ItemsPath Items ItemSelector ' +
  'MaxConcurrency ToleratedFailureCount ItemBatcher MaxItemsPerBatch ProcessorConfig Mode Retry Catch ErrorEquals ' +
  'IntervalSeconds MaxAttempts BackoffRate JitterStrategy TimeoutSeconds HeartbeatSeconds Error Cause ErrorPath ' +
  'QueryLanguage Comment Credentials RoleArn Label a.$ a'
).split(' ');
const types = fc.constantFrom('Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map', 'Nap');

const anything = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    texts,
    fc.oneof(fc.integer({ min: -2, max: 3 }), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...fields), name), tie('value'), { maxKeys: 4 }),
  ),
})).value;

const record = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<JsonValue>, most: number) =>
  fc.dictionary(keys, values, { maxKeys: most }) as fc.Arbitrary<JsonObject>;

interface Sketch {
  readonly type: string;
  /** Beside what its type needs, right or wrong. */
  readonly more: JsonObject;
  readonly to: number;
  readonly inner: readonly Sketch[];
}

const sketches = fc.letrec<{ sketch: Sketch }>((tie) => ({
  sketch: fc.record({
    type: types,
    more: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 2, arbitrary: record(fc.constantFrom(...fields), anything, 1) },
      { weight: 1, arbitrary: record(fc.constantFrom(...fields), anything, 3) },
    ),
    to: fc.integer({ min: 0, max: 4 }),
    inner: fc.oneof(
      { depthSize: 'small' },
      fc.constant([]),
      fc.array(tie('sketch'), { minLength: 1, maxLength: 2 }),
    ),
  }),
})).sketch;

const needed: Readonly<Record<string, JsonObject>> = {
  Wait: { Seconds: 1 },
  Task: { Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Parameters: {}, TimeoutSeconds: 9 },
};

function scopeOf(states: readonly Sketch[], at: string): JsonObject {
  const nameOf = (index: number) => `${at}${String(index)}`;
  const stateOf = ({ type, more, to, inner }: Sketch, index: number): JsonObject => {
    const parts = () =>
      scopeOf(inner.length > 0 ? inner : [{ type: 'Pass', more: {}, to: 9, inner: [] }], `${nameOf(index)}.`);
    const way: JsonObject = to < states.length ? { Next: nameOf(to) } : { End: true };
    const next = nameOf(to % states.length);
    const ways: Readonly<Record<string, JsonObject>> = {
      Choice: { Choices: [{ Variable: '$.a', IsPresent: true, Next: next }], Default: next },
      Succeed: {},
      Fail: {},
    };
    const nested: JsonObject =
      type === 'Parallel'
        ? { Branches: [parts()] }
        : type === 'Map'
          ? { ItemProcessor: parts(), ItemsPath: '$.list' }
          : {};
    return { Type: type, ...(ways[type] ?? way), ...needed[type], ...nested, ...more };
  };
  return {
    StartAt: nameOf(0),
    States: Object.fromEntries(states.map((sketch, index) => [nameOf(index), stateOf(sketch, index)])),
  };
}

/** Right often enough to run: each state has what its type needs and a way on, and anything besides. */
const machine = fc.array(sketches, { minLength: 1, maxLength: 4 }).map((states) => scopeOf(states, 'S'));
const inputs = fc.oneof(
  anything,
  anything.map((a) => ({ a, list: [a, 1, {}] })),
);

/** What a caller may see of a refusal: the service's own error, and nothing of the insides. */
function mustBeOfAws(error: unknown): void {
  if (!(error instanceof AwsError)) throw error;
  expect(error.code).toMatch(/^[A-Z]\w+$/);
  mustTellNothing(error.message);
}

function mustTellNothing(text: string): void {
  expect(text).not.toMatch(/\n\s+at |node_modules|\.[jt]s:\d+|is not a function|Cannot read prop/);
}

async function play(definition: string, input: string): Promise<void> {
  const account = openAccount({
    'sqs.SendMessage': () => ({ MessageId: 'm' }),
    'lambda.Invoke': () => ({ StatusCode: 200, Payload: '{"a":[{"b":1}]}' }),
  });
  const created = await account
    .call('CreateStateMachine', { name: 'M', definition, roleArn: 'arn:aws:iam::000000000000:role/r' })
    .catch(mustBeOfAws);
  if (!created) return;
  const started = await account
    .call('StartExecution', { stateMachineArn: machineArn, name: 'e', input })
    .catch(mustBeOfAws);
  if (!started) return;
  for (let turn = 0; turn < 20; turn += 1) {
    await account.settled();
    if ((await account.describe())['status'] !== 'RUNNING') break;
    await account.clock.advance(10_000);
  }
  // What waits, or goes round for ever, can be stopped; then nothing of it is left.
  await account.call('StopExecution', { executionArn });
  const described = await account.describe();
  expect(described['status']).toMatch(/^(SUCCEEDED|FAILED|TIMED_OUT|ABORTED)$/);
  mustTellNothing(JSON.stringify(described['cause'] ?? ''));
  const history = await account.history();
  history.forEach(({ id }, index) => {
    expect(id).toBe(index + 1);
  });
  account.reset();
}

describe('whatever somebody sends', () => {
  it('as a definition is taken or refused as AWS does, and whatever it makes comes to an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: machine }, anything), inputs, (definition, input) =>
        play(JSON.stringify(definition), JSON.stringify(input)),
      ),
      { numRuns },
    );
  }, 120_000_000);
  it('as text that is not JSON is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), (definition, input) => play(definition, input)),
      { numRuns },
    );
  });
  it('in place of parameters is refused', async () => {
    const operations = ['CreateStateMachine', 'StartExecution', 'DescribeExecution', 'ListExecutions'];
    const more = ['GetExecutionHistory', 'SendTaskSuccess', 'TestState', 'UpdateMapRun', 'CreateActivity'];
    const parameters =
      'name definition roleArn type stateMachineArn executionArn input maxResults nextToken taskToken output mapRunArn';
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations, ...more),
        record(fc.constantFrom(...parameters.split(' ')), anything, 5),
        async (operation, params) => {
          await openAccount().call(operation, params).catch(mustBeOfAws);
        },
      ),
      { numRuns },
    );
  });
});

describe('an expression without end', () => {
  it('fails its execution, while another goes on', async () => {
    const account = openAccount();
    const endless = '{% ( $f := function($n){ $f($n + 1) }; $f(0) ) %}';
    await account.create({
      QueryLanguage: 'JSONata',
      StartAt: 'P',
      States: { P: { Type: 'Pass', Output: endless, End: true } },
    });
    const quick = { StartAt: 'Q', States: { Q: { Type: 'Pass', End: true } } };
    await account.create(quick, { name: 'Quick' });
    await account.start();
    await account.call('StartExecution', {
      stateMachineArn: machineArn.replace(/M$/, 'Quick'),
      name: 'q',
    });
    expect(await account.describe(executionArn.replace(/M:e$/, 'Quick:q'))).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(await account.describe()).toMatchObject({ status: 'RUNNING' });
    await account.settled();
    expect(await account.describe()).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining('Check for infinite loop'),
    });
  });
});
