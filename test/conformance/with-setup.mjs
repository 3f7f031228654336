// Replays the recordings that need more than a machine: functions, queues, topics, activities, and who answers tokens.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openAccount, recordedAccount } from './account.mjs';
import { filled, prepare } from './actors.mjs';
import { comparison, unfold } from './compare.mjs';
import { createNested } from './nested.mjs';

/** What the sandbox's AWS has of what scenarios ask for. */
const here = new Set(['lambda', 'sqs', 'sns', 'events', 'states', 'activity', 'aws-sdk:sfn']);
const roleArn = `arn:aws:iam::${recordedAccount}:role/conformance`;
/** Longest time limit in the recordings with room to spare, in steps of a second. */
const longestSeconds = 700;
/** Descriptions of executions have what redrive added since this day. */
const firstRedrive = '2023-11-16';
const terminal = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);

/** Scenarios with needs of their own, split by whether all of these are here. */
export function scenariosWithSetup(directory) {
  const cases = join(directory, 'cases');
  const all = readdirSync(cases)
    .filter((file) => /^exec\..*\.json$/.test(file))
    .flatMap((file) => JSON.parse(readFileSync(join(cases, file), 'utf8')).scenarios)
    .filter(({ requires, awsStatus }) => requires.length > 0 && awsStatus === 'validated');
  const possible = ({ requires, inputCheck, area }) =>
    requires.every((service) => here.has(service)) && !(area === 'credentials' && inputCheck === 'differs');
  return { played: all.filter(possible), leftOut: all.filter((scenario) => !possible(scenario)) };
}

export async function replayWithSetup(scenario) {
  const result = {
    name: scenario.name,
    area: scenario.area,
    status: false,
    output: false,
    history: null,
    diffs: [],
  };
  const account = await openAccount(scenario.setup);
  try {
    const { results, acting } = await prepare(account, scenario);
    await createNested(account, scenario, roleArn);
    const { described, events } = await run(account, scenario, filled(scenario.input, results), acting);
    judge({ ...scenario, substitutions: filled(scenario.substitutions, results) }, described, events, result);
  } catch (error) {
    result.diffs.push(`${error.name}: ${error.message}`.slice(0, 300));
  } finally {
    await account.close();
  }
  return result;
}

async function run({ stepfunctions, clock }, scenario, input, acting) {
  const { stateMachineArn } = await stepfunctions.createStateMachine({
    name: scenario.stateMachineName,
    definition: scenario.definition,
    type: scenario.stateMachineType ?? 'STANDARD',
    roleArn,
  });
  if (scenario.kind === 'sync-express')
    return { described: await stepfunctions.startSyncExecution({ stateMachineArn, input }) };
  const name = scenario.executionName ?? undefined;
  const { executionArn } = await stepfunctions.startExecution({ stateMachineArn, input, name });
  let described;
  for (let second = 0; second < longestSeconds; second += 1) {
    described = await quiet(stepfunctions, executionArn);
    if (terminal.has(described.status)) break;
    for (const act of acting) await act();
    described = await quiet(stepfunctions, executionArn);
    if (terminal.has(described.status)) break;
    await clock.advance(1000);
  }
  const { events } = await stepfunctions.getExecutionHistory({
    executionArn,
    maxResults: 1000,
    includeExecutionData: true,
  });
  return { described, events };
}

/** Lets an execution go as far as it gets without time passing. */
async function quiet(stepfunctions, executionArn) {
  let before = -1;
  for (;;) {
    const [described, { events }] = await Promise.all([
      stepfunctions.describeExecution({ executionArn }),
      stepfunctions.getExecutionHistory({ executionArn, maxResults: 1, reverseOrder: true }),
    ]);
    if (terminal.has(described.status) || events[0].id === before) return described;
    before = events[0].id;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function judge(scenario, described, events, result) {
  const { expected } = scenario;
  const wanted = expected.status ? expected : (expected.describe ?? {});
  result.status = described.status === wanted.status;
  if (!result.status) {
    const why = `${described.error ?? ''} ${(described.cause ?? '').slice(0, 160)}`;
    result.diffs.push(`status: expected ${wanted.status}, got ${described.status} ${why}`);
    return;
  }
  const { same, differences } = comparison(scenario);
  for (const field of ['output', 'error', 'cause'])
    if (wanted[field] !== undefined) same(wanted[field], substituted(described[field], scenario), field);
  result.output = differences.length === 0;
  if (expected.events) {
    const [recorded, replayed] = [expected.events, onTheWire(events)].map(siblingsApart(expected.events));
    same(recorded, substituted(replayed, scenario), 'events');
    result.history = differences.length === 0;
  }
  result.diffs = differences;
}

/** Recorded without the order of parallel branches: only the kinds of events count then, and how many of each. */
function siblingsApart(recorded) {
  const kinds = (events) =>
    events
      .map(({ type }) => type)
      .filter((type) => type !== 'ParallelStateSucceeded')
      .sort();
  return recorded.some(({ id }) => Array.isArray(id)) ? kinds : (events) => events;
}

/** Dates as text: the SDK has made objects of them. */
function onTheWire(events) {
  return events.map((event) => ({ ...event, timestamp: event.timestamp.toISOString() }));
}

/** A replay's names as the recording has them. */
function substituted(value, { substitutions, recordedDate }) {
  if (value === undefined) return value;
  if (recordedBefore(recordedDate, firstRedrive)) value = withoutRedrive(value);
  const text = substitutions
    .filter(([kind, , name]) => kind === 'regex' && !/idx>$/.test(name))
    .reduce((so, [, pattern, name]) => so.replace(new RegExp(pattern, 'g'), name), JSON.stringify(value));
  return JSON.parse(text);
}

function recordedBefore(recordedDate, day) {
  const [, date, month, year] = /^(\d+)-(\d+)-(\d+)/.exec(recordedDate ?? '') ?? [];
  return year !== undefined && `${year}-${month}-${date}` < day;
}

function withoutRedrive(value) {
  const unfolded = unfold(value);
  if (Array.isArray(unfolded)) return unfolded.map(withoutRedrive);
  if (unfolded === null || typeof unfolded !== 'object') return unfolded;
  const kept = Object.entries(unfolded).filter(([key]) => !key.startsWith('Redrive'));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutRedrive(inner)]));
}
