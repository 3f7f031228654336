import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText } from '../page.ts';
import type { Colleagues } from '../service.ts';
import type { CodeFolder } from './code-folder.ts';
import type { FunctionName } from './names.ts';
import { latestVersion, publish, sha256Of, type Releases } from './releases.ts';
import { unzipped } from './zip.ts';

/** New code for a function, and numbers for what it has. */
export function codeOperations(needs: {
  find: (params: JsonObject, caller: Caller) => { called: FunctionName; releases: Releases };
  configured: (called: FunctionName, version: string) => JsonObject;
  handlerOf: (called: FunctionName) => string;
  folder: CodeFolder;
  colleagues: Colleagues;
}): Operations {
  const { find, configured } = needs;
  return {
    async UpdateFunctionCode(params, caller) {
      const { called, releases } = find(params, caller);
      const zip = await zipOf(params, caller, needs.colleagues);
      const files = unzipped(zip);
      if (!files) {
        throw invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');
      }
      if (params['DryRun'] === true) return configured(called, latestVersion);
      const sha256 = sha256Of(zip);
      if (sha256 !== releases.latest.sha256) {
        // A package without the handler's file is taken, and fails when it is called.
        const file = needs.folder.unpack(files, needs.handlerOf(called));
        releases.latest = { file, sha256, size: zip.length };
      }
      return configured(called, params['Publish'] === true ? publish(releases) : latestVersion);
    },
    PublishVersion(params, caller) {
      const { called, releases } = find(params, caller);
      const wanted = optionalText(params, 'CodeSha256');
      if (wanted !== undefined && wanted !== releases.latest.sha256) {
        throw invalid(
          `CodeSHA256 (${wanted}) is different from current CodeSHA256 in $LATEST (${releases.latest.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
        );
      }
      return configured(called, publish(releases, optionalText(params, 'Description')));
    },
    ListVersionsByFunction(params, caller) {
      const { called, releases } = find(params, caller);
      const versions = [latestVersion, ...releases.versions.keys()];
      return { Versions: versions.map((version) => configured(called, version)) };
    },
  };
}

async function zipOf(params: JsonObject, caller: Caller, colleagues: Colleagues): Promise<Buffer> {
  const own = optionalText(params, 'ZipFile');
  if (own !== undefined) return Buffer.from(own, 'base64');
  const object = { Bucket: params['S3Bucket'] ?? '', Key: params['S3Key'] ?? '', BodyEncoding: 'base64' };
  const found = await colleagues
    .call('s3', 'GetObject', object, { ...caller, service: 's3' })
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw invalid(
        `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
      );
    });
  return Buffer.from(typeof found['Body'] === 'string' ? found['Body'] : '', 'base64');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
