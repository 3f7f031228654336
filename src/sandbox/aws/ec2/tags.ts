import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { objectsOf, optional, required } from './parameter.ts';
import type { ResourceKind } from './resource.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html */
const most = 50;
const longestKey = 128;
const longestValue = 256;

/** The tags that a call names. @throws InvalidParameterValue */
export function tagsOf(params: JsonObject, name: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const tag of objectsOf(params, name)) {
    const key = required(tag, 'Key');
    const value = optional(tag, 'Value') ?? '';
    if (/^aws:/i.test(key)) throw invalid(`Tag keys starting with 'aws:' are reserved for internal use`);
    if (key.length > longestKey)
      throw invalid(`Tag key exceeds the maximum length of ${String(longestKey)} characters`);
    if (value.length > longestValue)
      throw invalid(`Tag value exceeds the maximum length of ${String(longestValue)} characters`);
    tags.set(key, value);
  }
  return tags;
}

/** The tags that a new resource of this kind is given. @throws InvalidParameterValue */
export function specifiedTags(params: JsonObject, kind: ResourceKind): Map<string, string> {
  const tags = new Map<string, string>();
  for (const specification of objectsOf(params, 'TagSpecifications')) {
    const type = optional(specification, 'ResourceType');
    if (type !== kind)
      throw invalid(`'${type ?? ''}' is not a valid taggable resource type for this operation.`);
    putTags(tags, tagsOf(specification, 'Tags'));
  }
  return tags;
}

/** @throws TagLimitExceeded */
export function putTags(tags: Map<string, string>, more: ReadonlyMap<string, string>): void {
  const added = [...more.keys()].filter((key) => !tags.has(key)).length;
  if (tags.size + added > most)
    throw new AwsError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
  for (const [key, value] of more) tags.set(key, value);
}

export function shownTags(tags: ReadonlyMap<string, string>): readonly JsonObject[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
