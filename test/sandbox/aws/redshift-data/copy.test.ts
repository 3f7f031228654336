import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openWarehouse, type Warehouse } from './account.ts';

let warehouse: Warehouse;
beforeEach(async () => {
  warehouse = await openWarehouse();
  await warehouse.run(
    'create table person (id bigint not null, name varchar(10), weight decimal(5,1), born date, seen timestamp, alive boolean)',
  );
});
afterEach(() => warehouse.stop());
const role = "iam_role 'arn:aws:iam::000000000000:role/load'";
const copy = (from: string, options = 'format as csv ignoreheader 1', table = 'person') =>
  warehouse.run(`copy ${table} FROM 's3://stage/${from}' ${role} ${options}`);
const people = () => warehouse.rows('select * from person order by id');
const header = 'id,name,weight,born,seen,alive\n';

describe('COPY', () => {
  it('loads a file, with quotes, empty fields and breaks within quotes', async () => {
    warehouse.put(
      'p.csv',
      `${header}1,"Ada, ""L""",61.5,1815-12-10,1852-11-27 08:00:00,f\r\n2,,,,,\n3,"a\nb",-0.5,,,true\n`,
    );
    expect(await copy('p.csv')).toMatchObject({ Status: 'FINISHED', ResultRows: 3, HasResultSet: false });
    expect(await people()).toEqual([
      [1, 'Ada, "L"', '61.5', '1815-12-10', '1852-11-27 08:00:00', false],
      [2, '', null, null, null, null],
      [3, 'a\nb', '-0.5', null, null, true],
    ]);
    expect(await warehouse.rows('select pg_last_copy_count()')).toEqual([[3]]);
  });

  it('loads all objects of a prefix, also over several pages, also zipped', async () => {
    for (const part of [1, 2, 3, 4, 5])
      warehouse.put(`parts/${String(part)}.gz`, gzipSync(`${header}${String(part)},x,,,,\n`));
    expect((await copy('parts/', "csv gzip ignoreheader as 1 region as 'eu-west-1'")).ResultRows).toBe(5);
    expect(new Set(warehouse.regions)).toEqual(new Set(['eu-west-1']));
    warehouse.put('plain/1', '6|y||||\n');
    const commented = `-- of a source\ncopy person FROM 's3://stage/none' ${role} csv;`;
    expect((await warehouse.run(commented)).Error).toContain('does not exist');
    expect((await copy('plain/', "delimiter '|' compupdate off statupdate on")).ResultRows).toBe(1);
  });

  it('loads what a manifest lists, and columns by name', async () => {
    warehouse.put('a', '1,x\n');
    warehouse.put('b', '2,\\N\n');
    const entries = ['a', 'b'].map((key) => ({ url: `s3://stage/${key}`, mandatory: true }));
    warehouse.put('m.json', JSON.stringify({ entries }));
    expect((await copy('m.json', 'csv manifest', 'person (id, name)')).ResultRows).toBe(2);
    expect(await warehouse.rows('select id, name from person order by id')).toEqual([
      [1, 'x'],
      [2, null],
    ]);
  });

  it.each([
    ['x,a,,,,', 'id', 1207, "Invalid digit, Value 'x', Pos 0, Type: Long"],
    [
      '9999999999999999999,a,,,,',
      'id',
      1207,
      'Overflow for Long (valid range -9223372036854775808 to 9223372036854775807)',
    ],
    [',a,,,,', 'id', 1213, 'Missing data for not-null field'],
    ['1,abcdefghijk,,,,', 'name', 1204, 'String length exceeds DDL length'],
    ['1,a,12345.6,,,', 'weight', 1209, 'Numeric data overflow (result precision) for NUMERIC(5,1)'],
    ['1,a,,2026-02-30,,', 'born', 1205, 'Invalid Date Format - expected YYYY-MM-DD'],
    ['1,a,,,yesterday,', 'seen', 1206, 'Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]'],
    ['1,a,,,,maybe', 'alive', 1210, 'Unknown boolean format'],
    ['1,a,,,,t,more', '', 1202, 'Extra column(s) found'],
    ['1,a', '', 1214, 'Delimiter not found'],
  ])('fails whole for the line %s, and stl_load_errors says why', async (line, column, code, reason) => {
    warehouse.put('p.csv', `${header}7,good,,,,\n${line}\n`);
    expect(await copy('p.csv')).toMatchObject({
      Status: 'FAILED',
      Error: "ERROR: Load into table 'person' failed.  Check 'stl_load_errors' system table for details.",
    });
    expect(await people()).toEqual([]);
    const [error] = await warehouse.rows(
      'select filename, line_number, colname, raw_line, err_code, err_reason from stl_load_errors',
    );
    expect(error).toEqual(['s3://stage/p.csv', 3, column, line, code, reason]);
  });

  it('lets as many lines go as it may', async () => {
    warehouse.put('p.csv', `${header}x,,,,,\n1,,,,,\ny,,,,,\n`);
    expect((await copy('p.csv', 'csv ignoreheader 1 maxerror 1')).Status).toBe('FAILED');
    expect((await copy('p.csv', 'csv ignoreheader 1 maxerror 2')).ResultRows).toBe(1);
    warehouse.put('long', '1,abcdefghijklmnop\n');
    expect((await copy('long', 'csv truncatecolumns fillrecord emptyasnull')).ResultRows).toBe(1);
  });

  it.each([
    ["copy nope FROM 's3://stage/p.csv' iam_role default csv", 'ERROR: relation "nope" does not exist'],
    [
      "copy person (nope) FROM 's3://stage/p.csv' iam_role default csv",
      'ERROR: column "nope" does not exist',
    ],
    [
      "copy person FROM 's3://stage/none' iam_role default csv",
      "ERROR: The specified S3 prefix 'none' does not exist",
    ],
    [
      "copy person FROM 's3://other/p' iam_role default csv",
      'ERROR: S3ServiceException:The specified bucket does not exist,Status 404,Error NoSuchBucket',
    ],
    [
      "copy person FROM 's3://stage/p.csv' csv",
      'ERROR: The credentials or IAM role of the COPY are missing: add IAM_ROLE.',
    ],
    [
      "copy person FROM 's3://stage/p.csv' iam_role default format as parquet",
      "ERROR: The sandbox's COPY reads CSV and delimited text, not PARQUET.",
    ],
    ["copy person FROM 's3://stage/p.csv' iam_role default cvs", 'ERROR: syntax error at or near "cvs"'],
    [
      "copy person FROM 's3://stage/plain' iam_role default csv gzip",
      'ERROR: error: incorrect header check  code: 1001: the file is not GZIP',
    ],
  ])('is refused: %s', async (sql, message) => {
    warehouse.put('p.csv', '');
    warehouse.put('plain', 'not zipped');
    expect(await warehouse.run(sql)).toMatchObject({ Status: 'FAILED', Error: message });
  });
});
