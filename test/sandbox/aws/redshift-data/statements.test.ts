import {
  BatchExecuteStatementCommand,
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  ListStatementsCommand,
} from '@aws-sdk/client-redshift-data';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openWarehouse, type Warehouse } from './account.ts';

let warehouse: Warehouse;
beforeEach(async () => {
  warehouse = await openWarehouse();
});
afterEach(() => warehouse.stop());
const submit = (Sql: string, more: object = {}) =>
  warehouse.client.send(new ExecuteStatementCommand({ ...warehouse.at, Sql, ...more }));
const batch = async (Sqls: string[]) =>
  warehouse.ended(
    (await warehouse.client.send(new BatchExecuteStatementCommand({ ...warehouse.at, Sqls }))).Id,
  );

describe('a statement', () => {
  it('is submitted, runs on the sandbox’s clock, and gives its result with types', async () => {
    await warehouse.run(
      'create table person (person_id bigint not null, name varchar(40), weight decimal(6,2), born date, alive boolean) diststyle key distkey(person_id) sortkey(born)',
    );
    await warehouse.run(
      "insert into person values (1, 'Ada', 61.5, '1815-12-10', false), (2, null, null, null, true)",
    );
    const { Id } = await submit('select * from public.person order by person_id');
    expect(await warehouse.client.send(new DescribeStatementCommand({ Id }))).toMatchObject({
      Status: 'SUBMITTED',
      HasResultSet: false,
      ResultRows: -1,
    });
    expect(await warehouse.ended(Id)).toMatchObject({
      Status: 'FINISHED',
      HasResultSet: true,
      ResultRows: 2,
      WorkgroupName: 'omop',
      Database: 'dev',
      QueryString: 'select * from public.person order by person_id',
    });
    const result = await warehouse.client.send(new GetStatementResultCommand({ Id }));
    expect(result.TotalNumRows).toBe(2);
    expect(result.Records).toEqual([
      [
        { longValue: 1 },
        { stringValue: 'Ada' },
        { stringValue: '61.50' },
        { stringValue: '1815-12-10' },
        { booleanValue: false },
      ],
      [{ longValue: 2 }, { isNull: true }, { isNull: true }, { isNull: true }, { booleanValue: true }],
    ]);
    expect(result.ColumnMetadata?.map(({ name, typeName }) => [name, typeName])).toEqual([
      ['person_id', 'int8'],
      ['name', 'varchar'],
      ['weight', 'numeric'],
      ['born', 'date'],
      ['alive', 'bool'],
    ]);
  });

  it('takes parameters by name', async () => {
    await warehouse.run('create table t (id int, word varchar(9))');
    const word = [
      { name: 'id', value: '7' },
      { name: 'word', value: "it's" },
    ];
    const inserted = await warehouse.run('insert into t values (:id, :word)', { Parameters: word });
    expect(inserted.ResultRows).toBe(1);
    const Parameters = [{ name: 'id', value: '7' }];
    expect(await warehouse.rows('select word from t where id = :id', { Parameters })).toEqual([["it's"]]);
    await expect(submit('select 1', { Parameters })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it.each([
    ['select * from nope', 'ERROR: relation "nope" does not exist'],
    ['select nope from stl_load_errors', 'ERROR: column "nope" does not exist'],
    ['selec 1', 'ERROR: syntax error at or near "selec"'],
    ['select 1; select 2', 'ERROR: cannot insert multiple commands into a prepared statement'],
    ['create table stl_load_errors (a int)', 'ERROR: Relation "stl_load_errors" already exists'],
    ["unload ('select 1') to 's3://x'", "ERROR: The sandbox's Redshift has no UNLOAD."],
    ['create table nowhere.t (a int)', 'ERROR: schema "nowhere" does not exist'],
  ])('fails in Redshift’s words: %s', async (sql, message) => {
    const { Status: status, Error: error, Id } = await warehouse.run(sql);
    expect([status, error]).toEqual(['FAILED', message]);
    await expect(warehouse.client.send(new GetStatementResultCommand({ Id }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Query does not have result. Please check query status with DescribeStatement.',
    });
  });

  it.each([
    ["select getdate() > '2020-01-01'", [[1]]],
    ["select nvl(null, 'x'), len('abc')", [['x', 3]]],
    ["select '42'::int + 1", [[43]]],
    ["select 'a;b--c' -- a remark", [['a;b--c']]],
    ["select 'ABC' ilike 'abc'", [[1]]],
  ])('knows Redshift’s spelling: %s', async (sql, rows) => {
    expect(await warehouse.rows(sql)).toEqual(rows);
  });

  it('makes schemas, copies of tables, and keeps no keys, as Redshift does not', async () => {
    await warehouse.run('create schema if not exists omop');
    await warehouse.run(
      'create table omop.visit (id bigint primary key, note varchar(max) encode lzo, unique (note))',
    );
    await warehouse.run('create temp table stage (like omop.visit)');
    await warehouse.run("insert into stage values (1, 'a'), (1, 'a')");
    await warehouse.run('insert into omop.visit select * from stage');
    await warehouse.run('grant select on omop.visit to public');
    expect(await warehouse.rows('select count(*) from omop.visit')).toEqual([[2]]);
    await warehouse.run('truncate omop.visit');
    expect(await warehouse.rows('select count(*) from omop.visit')).toEqual([[0]]);
    await warehouse.run('drop schema omop cascade');
    expect((await warehouse.run('select * from omop.visit')).Status).toBe('FAILED');
  });

  it('runs in the database of its cluster or workgroup alone', async () => {
    await warehouse.run('create table t (a int)');
    const other = await warehouse.run('select * from t', { WorkgroupName: 'other' });
    const cluster = await warehouse.run('select * from t', {
      WorkgroupName: undefined,
      ClusterIdentifier: 'omop',
    });
    expect([other.Status, cluster.Status]).toEqual(['FAILED', 'FAILED']);
    expect(cluster.ClusterIdentifier).toBe('omop');
    await expect(submit('select 1', { WorkgroupName: undefined })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    const elsewhere = warehouse.clientIn('eu-west-1');
    const { Id } = await submit('select 1');
    await expect(elsewhere.send(new DescribeStatementCommand({ Id }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Query does not exist.',
    });
    elsewhere.destroy();
  });

  it('is one for the same token, and can be cancelled until it has ended', async () => {
    const first = await submit('select 1', { ClientToken: 'once' });
    const second = await submit('select 1', { ClientToken: 'once' });
    expect(second.Id).toBe(first.Id);
    const cancel = () => warehouse.client.send(new CancelStatementCommand({ Id: first.Id }));
    expect((await cancel()).Status).toBe(true);
    expect((await warehouse.ended(first.Id)).Status).toBe('ABORTED');
    await expect(cancel()).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('tells the bus of its end, where it was asked to', async () => {
    await warehouse.run('select 1', { WithEvent: true, StatementName: 'mine' });
    await warehouse.run('select 2');
    expect(warehouse.published).toMatchObject([
      {
        detailType: 'Redshift Data Statement Status Change',
        source: 'aws.redshift-data',
        detail: { statementName: 'mine', state: 'FINISHED', rows: 1 },
      },
    ]);
  });
});

describe('a result', () => {
  it('comes page by page', async () => {
    const { Id } = await warehouse.run(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000) select i, '${'x'.repeat(500)}' from n`,
    );
    const seen: number[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await warehouse.client.send(new GetStatementResultCommand({ Id, NextToken }));
      expect(page.TotalNumRows).toBe(4000);
      seen.push(...(page.Records ?? []).map((record) => Number(record[0]?.longValue)));
      ({ NextToken } = page);
      pages += 1;
    } while (NextToken !== undefined);
    expect(pages).toBe(3);
    expect(seen).toEqual(Array.from({ length: 4000 }, (_none, index) => index + 1));
  });
});

describe('a batch', () => {
  it('runs its statements in turn, each with a result of its own', async () => {
    const done = await batch([
      'create schema omop',
      'create table omop.t (a int)',
      'insert into omop.t values (1), (2)',
      'select sum(a) from omop.t',
    ]);
    expect(done.Status).toBe('FINISHED');
    expect(done.SubStatements?.map(({ Status }) => Status)).toEqual(Array(4).fill('FINISHED'));
    const { Records } = await warehouse.client.send(
      new GetStatementResultCommand({ Id: `${done.Id ?? ''}:4` }),
    );
    expect(Records).toEqual([[{ longValue: 3 }]]);
  });

  it('is undone whole where one fails', async () => {
    await warehouse.run('create table t (a int)');
    const failed = await batch(['insert into t values (1)', 'insert into nope values (1)', 'select 1']);
    expect(failed).toMatchObject({
      Status: 'FAILED',
      Error: 'Query #2 failed with ERROR: relation "nope" does not exist',
    });
    expect(failed.SubStatements?.map(({ Status }) => Status)).toEqual(['ABORTED', 'FAILED', 'ABORTED']);
    expect(await warehouse.rows('select count(*) from t')).toEqual([[0]]);
  });
});

describe('statements', () => {
  it('are listed newest first, by status and name, page by page', async () => {
    for (const name of ['load-a', 'load-b', 'other'])
      await warehouse.run('select 1', { StatementName: name });
    await warehouse.run('select nope', { StatementName: 'load-c' });
    const list = async (more: object = {}) =>
      (await warehouse.client.send(new ListStatementsCommand(more))).Statements?.map(
        ({ StatementName }) => StatementName,
      );
    expect(await list()).toEqual(['load-c', 'other', 'load-b', 'load-a']);
    expect(await list({ StatementName: 'load', Status: 'FINISHED' })).toEqual(['load-b', 'load-a']);
    const first = await warehouse.client.send(new ListStatementsCommand({ MaxResults: 3 }));
    expect(await list({ NextToken: first.NextToken })).toEqual(['load-a']);
  });
});
