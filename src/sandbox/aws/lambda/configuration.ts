import type { JsonObject } from '../../../platform/index.ts';
import { functionTimeoutSeconds } from './function-files.ts';
import type { FunctionName } from './names.ts';
import { latestVersion, type Code } from './releases.ts';

export interface Configured {
  readonly called: FunctionName;
  readonly version: string;
  readonly code: Code;
  /** Such as `index.handler`. */
  readonly handler: string;
  readonly description: string;
  /** As Lambda writes times. */
  readonly modified: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export function configuration({
  called,
  version,
  code,
  handler,
  description,
  modified,
}: Configured): JsonObject {
  const { name, arn } = called;
  return {
    FunctionName: name,
    FunctionArn: version === latestVersion ? arn : `${arn}:${version}`,
    Runtime: 'nodejs22.x',
    Role: `arn:aws:iam::${arn.split(':')[4] ?? ''}:role/signalbox-sandbox`,
    Handler: handler,
    CodeSize: code.size,
    Description: description,
    Timeout: functionTimeoutSeconds,
    MemorySize: 128,
    LastModified: modified,
    CodeSha256: code.sha256,
    Version: version,
    TracingConfig: { Mode: 'PassThrough' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
  };
}
