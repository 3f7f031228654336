import type { JsonObject } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text, tokenOf } from '../page.ts';
import { parametersOf, placeOf, sqlOf, textsOf } from './parameter.ts';
import { isOpen, listedStatement, shownStatement, type Statement } from './statement.ts';
import type { Order, Statements } from './statements.ts';

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html */
const mostInBatch = 40;
const usualPage = 100;

export function statementOperations(statements: Statements): Operations {
  const submit = (
    params: JsonObject,
    caller: Caller,
    sqls: readonly string[],
    isBatch: boolean,
  ): JsonObject => {
    const place = placeOf(params);
    const name = optionalText(params, 'StatementName');
    const token = optionalText(params, 'ClientToken');
    const earlier = token === undefined ? undefined : statements.byToken(token, caller);
    if (earlier) return answered(earlier);
    const order: Order = {
      ...place,
      sqls: sqls.map(sqlOf),
      isBatch,
      parameters: parametersOf(params, sqls),
      ...(name !== undefined && { name }),
      ...(token !== undefined && { token }),
      withEvent: params['WithEvent'] === true,
      caller,
    };
    return answered(statements.submit(order));
  };
  return {
    ExecuteStatement: (params, caller) => submit(params, caller, [text(params, 'Sql')], false),
    BatchExecuteStatement(params, caller) {
      const sqls = textsOf(params['Sqls']);
      if (sqls.length === 0 || sqls.length > mostInBatch)
        throw validationError(
          `1 validation error detected: Value at 'sqls' failed to satisfy constraint: Member must have length between 1 and ${String(mostInBatch)}`,
        );
      return submit(params, caller, sqls, true);
    },
    DescribeStatement(params, caller) {
      const { statement, part } = statements.get(text(params, 'Id'), caller);
      if (part === statement) return shownStatement(statement);
      return shownStatement({ ...statement, ...part, parts: undefined });
    },
    GetStatementResult(params, caller) {
      const { part } = statements.get(text(params, 'Id'), caller);
      if (!part.result)
        throw new AwsError(
          'ResourceNotFoundException',
          'Query does not have result. Please check query status with DescribeStatement.',
        );
      const page = pageNumber(optionalText(params, 'NextToken'), part.result.pages.length);
      return {
        Records: part.result.pages[page] ?? [],
        ColumnMetadata: part.result.columns,
        TotalNumRows: part.result.rows,
        ...(page + 1 < part.result.pages.length && { NextToken: tokenOf(page + 1) }),
      };
    },
    ListStatements: (params, caller) => listed(statements.list(caller), params),
    CancelStatement(params, caller) {
      const { statement } = statements.get(text(params, 'Id'), caller);
      if (!isOpen(statement))
        throw validationError(`Could not cancel a query that is already in ${statement.status} state.`);
      statements.cancel(statement);
      return { Status: true };
    },
  };
}

function answered({ id, createdAt, target, database }: Statement): JsonObject {
  return { Id: id, CreatedAt: createdAt / 1000, ...target, Database: database, DbGroups: [] };
}

function pageNumber(token: string | undefined, pages: number): number {
  if (token === undefined) return 0;
  const page = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(page) && page > 0 && page < pages) return page;
  throw validationError('The pagination token is invalid.');
}

function listed(all: readonly Statement[], params: JsonObject): JsonObject {
  const status = optionalText(params, 'Status') ?? 'ALL';
  const name = optionalText(params, 'StatementName');
  const after = optionalText(params, 'NextToken');
  const size = params['MaxResults'];
  const most = typeof size === 'number' && size > 0 ? size : usualPage;
  const found = all
    .filter((one) => status === 'ALL' || one.status === status)
    .filter((one) => name === undefined || one.name?.startsWith(name) === true)
    .filter(({ target, database }) =>
      ['ClusterIdentifier', 'WorkgroupName', 'Database'].every(
        (by) => params[by] === undefined || params[by] === { ...target, Database: database }[by],
      ),
    );
  const from = after === undefined ? 0 : found.findIndex(({ id }) => tokenOf(id) === after) + 1;
  const page = found.slice(from, from + most);
  const last = page.at(-1);
  return {
    Statements: page.map(listedStatement),
    ...(last && from + most < found.length && { NextToken: tokenOf(last.id) }),
  };
}
