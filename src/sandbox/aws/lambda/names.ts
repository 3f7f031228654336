import { validationError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const pattern =
  /^(?:arn:[\w-]+:lambda:)?(?:([a-z]{2,}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([\w-]{1,140})(?::(\$LATEST|[\w-]+))?$/;

export interface FunctionName {
  readonly name: string;
  readonly qualifier: string | undefined;
  /** Without the qualifier. */
  readonly arn: string;
}

/** A function's name, a partial ARN or a whole one, with or without a qualifier. */
export function readFunctionName(
  written: string,
  caller: Pick<Caller, 'region' | 'account'>,
  more?: string,
): FunctionName {
  const [, region, account, name, qualifier] = pattern.exec(written) ?? [];
  if (name === undefined) {
    throw validationError(
      `1 validation error detected: Value '${written}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
    );
  }
  return {
    name,
    qualifier: more ?? qualifier,
    arn: `arn:aws:lambda:${region ?? caller.region}:${account ?? caller.account}:function:${name}`,
  };
}
