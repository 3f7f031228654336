import type { JsonObject } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import type { FunctionName } from './names.ts';
import { aliasOf, latestVersion, type Alias, type Releases } from './releases.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
const aliasName = /^(?!^\d+$)[\w-]{1,128}$/;

/** Names for versions, which callers invoke. */
export function aliasOperations(
  find: (params: JsonObject, caller: Caller) => { called: FunctionName; releases: Releases },
): Operations {
  const shown = ({ arn }: FunctionName, alias: Alias): JsonObject => ({
    AliasArn: `${arn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revision,
  });
  const named = (params: JsonObject, caller: Caller) => {
    const { called, releases } = find(params, caller);
    const name = text(params, 'Name');
    const alias = releases.aliases.get(name);
    if (!alias) throw missing(`Cannot find alias arn: ${called.arn}:${name}`);
    return { called, releases, alias };
  };
  return {
    CreateAlias(params, caller) {
      const { called, releases } = find(params, caller);
      const name = text(params, 'Name');
      if (!aliasName.test(name)) {
        throw validationError(
          `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)`,
        );
      }
      if (releases.aliases.has(name)) {
        const there = `Alias already exists: ${called.arn}:${name}`;
        throw new AwsError('ResourceConflictException', there, 409);
      }
      const version = checkVersion(text(params, 'FunctionVersion'), called, releases);
      const alias = aliasOf(name, version, optionalText(params, 'Description') ?? '');
      releases.aliases.set(name, alias);
      return shown(called, alias);
    },
    UpdateAlias(params, caller) {
      const { called, releases, alias } = named(params, caller);
      const version = checkVersion(
        optionalText(params, 'FunctionVersion') ?? alias.version,
        called,
        releases,
      );
      const next = aliasOf(alias.name, version, optionalText(params, 'Description') ?? alias.description);
      releases.aliases.set(alias.name, next);
      return shown(called, next);
    },
    GetAlias(params, caller) {
      const { called, alias } = named(params, caller);
      return shown(called, alias);
    },
    ListAliases(params, caller) {
      const { called, releases } = find(params, caller);
      const of = optionalText(params, 'FunctionVersion');
      const all = [...releases.aliases.values()].filter(({ version }) => of === undefined || version === of);
      return { Aliases: all.map((alias) => shown(called, alias)) };
    },
    DeleteAlias(params, caller) {
      const { releases } = find(params, caller);
      releases.aliases.delete(text(params, 'Name'));
      return {};
    },
  };
}

function checkVersion(version: string, { arn }: FunctionName, { versions }: Releases): string {
  if (version === latestVersion || versions.has(version)) return version;
  throw missing(`Function not found: ${arn}:${version}`);
}

function missing(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, 404);
}
