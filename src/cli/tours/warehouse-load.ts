import { readFileSync } from 'node:fs';
import { parseJson, isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { objectsIn, textIn } from './aws-calls.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const home = 'us-east-1';
const bucket = `warehouse-load-000000000000-${home}`;
const topic = (name: string) => `arn:aws:sns:${home}:000000000000:warehouse-load-${name}`;
const machineArn = `arn:aws:states:${home}:000000000000:stateMachine:warehouse-load`;
const warehouse = { WorkgroupName: 'warehouse', Database: 'dev' };
const sqlFolder = new URL('../../../src/workflows/warehouse-load/sql/omop/', import.meta.url);
const stepSeconds = 6;
const people = 'person_id,gender_concept_id,year_of_birth,race_concept_id,location_id\n';
const visits = 'visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_end_date\n';
const lines = (count: number, line: (number: number) => string) =>
  Array.from({ length: count }, (_none, index) => `${line(index + 1)}\n`).join('');

/** Three files of a source arrive: one is large, one has a bad line; another source then comes with its SQL alone. */
export const warehouseLoad: Tour = {
  about: 'files are loaded into tables by COPY, a large one in pieces; a bad file stops only its own table',
  async play(stage) {
    stage.say('The source omop brings its SQL: ten tables, and how a file is loaded.');
    for (const file of ['schema.sql', 'copy.sql'])
      await put(stage, `sql/omop/${file}`, readFileSync(new URL(file, sqlFolder), 'utf8'));
    await run(stage, readFileSync(new URL('schema.sql', sqlFolder), 'utf8'));
    const { QueueUrl } = await stage.aws.json('sqs', home, 'CreateQueue', { QueueName: 'warehouse-desk' });
    await stage.aws.query('sns', home, 'Subscribe', {
      TopicArn: topic('failures'),
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${home}:000000000000:warehouse-desk`,
    });

    stage.say('\nThree files arrive: people, many visits, and deaths, of which one has no date.');
    await arrive(
      stage,
      'omop',
      'person',
      people + lines(20, (n) => `${String(n)},8507,19${String(60 + n)},8527,`),
    );
    await arrive(
      stage,
      'omop',
      'visit_occurrence',
      visits + lines(150, (n) => `${String(n)},${String(1 + (n % 20))},9201,2026-01-05,2026-01-07`),
    );
    await arrive(stage, 'omop', 'death', 'person_id,death_date,cause_concept_id\n1,2026-02-01,\n2,soon,\n');
    const ended = await allEnded(stage, 3);
    const of = (table: string) =>
      ended.find(({ name }) => textIn({ name: name ?? '' }, 'name').startsWith(table)) ?? {};
    stage.expect('people', outputOf(of('person')), { rows: 20, pieces: 1 });
    stage.expect('visits', outputOf(of('visit_occurrence')), { rows: 150, pieces: 6 });
    stage.expect('deaths', of('death')['status'], 'FAILED');
    stage.expect('their error', of('death')['error'], 'FileNotLoaded');
    const told = await stage.until('the message of the topic', async () => {
      const received = await stage.aws.json('sqs', home, 'ReceiveMessage', { QueueUrl: QueueUrl ?? '' });
      const body = parseJson(textIn(objectsIn(received['Messages'])[0], 'Body'));
      return isJsonObject(body) ? body : undefined;
    });
    stage.say(`Whoever listens to the topic reads:\n${quoted(textIn(told, 'Subject'))}`);

    stage.say('\nThe tables can be asked.');
    stage.expect('rows of person', await count(stage, 'omop.person'), 20);
    stage.expect('rows of visit_occurrence', await count(stage, 'omop.visit_occurrence'), 150);
    stage.expect('rows of death', await count(stage, 'omop.death'), 0);
    const errors = await rows(stage, 'select line_number, colname, err_reason from stl_load_errors');
    stage.expect('why', errors[0], [3, 'death_date', 'Invalid Date Format - length must be 10 or more']);

    stage.say('\nAnother source comes: it brings its SQL, and nothing else changes.');
    await put(
      stage,
      'sql/shop/copy.sql',
      "copy shop.{table} from '{from}' iam_role '{role}' delimiter ';' ignoreheader 1",
    );
    await run(stage, 'create schema shop;\ncreate table shop.sale (id int not null, amount decimal(8,2));');
    await arrive(stage, 'shop', 'sale', 'id;amount\n1;9.50\n2;12.00\n');
    await allEnded(stage, 4);
    stage.expect(
      'sum of sales',
      (await rows(stage, 'select cast(sum(amount) * 100 as int) from shop.sale'))[0],
      [2150],
    );
    stage.expect('rows of person, as before', await count(stage, 'omop.person'), 20);
  },
};

async function put(stage: Stage, key: string, body: string): Promise<void> {
  await stage.aws.s3(home, 'PUT', `/${bucket}/${key}`, body);
}

/** A file is put into the bucket, and the topic is told. */
async function arrive(stage: Stage, source: string, table: string, body: string): Promise<void> {
  const key = `files/${source}/${table}.csv`;
  await put(stage, key, body);
  const Message = JSON.stringify({ source, table, key });
  await stage.aws.query('sns', home, 'Publish', { TopicArn: topic('files'), Message });
}

/** The executions, once there are so many and all have ended; the clock brings that about. */
function allEnded(stage: Stage, wanted: number): Promise<readonly JsonObject[]> {
  return stage.until(`the end of ${String(wanted)} executions`, async () => {
    await stage.door('clock', { advance_seconds: stepSeconds });
    const listed = await stage.states('ListExecutions', { stateMachineArn: machineArn });
    const all = objectsIn(listed['executions']);
    if (all.length < wanted || all.some(({ status }) => status === 'RUNNING')) return undefined;
    return Promise.all(
      all.map((one) => stage.states('DescribeExecution', { executionArn: textIn(one, 'executionArn') })),
    );
  });
}

function outputOf(execution: JsonObject): JsonObject {
  const output = parseJson(textIn(execution, 'output'));
  const { rows: loaded = null, pieces = null } = isJsonObject(output) ? output : {};
  return { rows: loaded, pieces };
}

/** Runs the statements of a text, and gives the result of the last. */
async function run(stage: Stage, text: string): Promise<JsonObject> {
  const statements = text.replace(/--.*$/gm, '').split(';');
  const Sqls = statements.map((sql) => sql.trim()).filter((sql) => sql !== '');
  const [first = ''] = Sqls;
  const asked = Sqls.length === 1 ? { Sql: first } : { Sqls };
  const operation = Sqls.length === 1 ? 'ExecuteStatement' : 'BatchExecuteStatement';
  const { Id = '' } = await stage.aws.json('redshift-data', home, operation, { ...warehouse, ...asked });
  return stage.until('the end of a statement', async () => {
    const described = await stage.aws.json('redshift-data', home, 'DescribeStatement', { Id });
    if (described['Status'] === 'FAILED') throw new Error(textIn(described, 'Error'));
    return described['Status'] === 'FINISHED' ? described : undefined;
  });
}

async function rows(stage: Stage, sql: string): Promise<readonly JsonValue[]> {
  const { Id = '' } = await run(stage, sql);
  const { Records } = await stage.aws.json('redshift-data', home, 'GetStatementResult', { Id });
  return ((Records ?? []) as readonly (readonly JsonObject[])[]).map((record) =>
    record.map((field) => Object.values(field)[0] ?? null),
  );
}

async function count(stage: Stage, table: string): Promise<JsonValue | undefined> {
  const [row] = await rows(stage, `select count(*) from ${table}`);
  return Array.isArray(row) ? (row as readonly JsonValue[])[0] : undefined;
}
