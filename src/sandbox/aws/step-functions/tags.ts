import { isJsonObject, type JsonValue } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { text } from '../page.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
const mostTags = 50;

/** Tags of machines and activities. @param tagsOf the tags of a resource, undefined where it is none */
export function tagOperations(tagsOf: (arn: string) => Map<string, string> | undefined): Operations {
  const named = (arn: string) => {
    const tags = tagsOf(arn);
    if (!tags) throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
    return tags;
  };
  return {
    TagResource(params) {
      const tags = named(text(params, 'resourceArn'));
      const given = readTags(params['tags']);
      if (new Set([...tags.keys(), ...given.keys()]).size > mostTags) {
        throw new AwsError('TooManyTags', `Too Many Tags: a resource has at most ${String(mostTags)} tags`);
      }
      for (const [key, value] of given) tags.set(key, value);
      return {};
    },
    UntagResource(params) {
      const tags = named(text(params, 'resourceArn'));
      const keys = params['tagKeys'];
      for (const key of Array.isArray(keys) ? (keys as readonly JsonValue[]) : [])
        if (typeof key === 'string') tags.delete(key);
      return {};
    },
    ListTagsForResource: (params) => ({
      tags: [...named(text(params, 'resourceArn'))].map(([key, value]) => ({ key, value })),
    }),
  };
}

export function readTags(given: JsonValue | undefined): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of Array.isArray(given) ? (given as readonly JsonValue[]) : []) {
    if (!isJsonObject(tag)) continue;
    const key = text(tag, 'key');
    if (key === '') {
      throw validationError(
        "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
      );
    }
    tags.set(key, typeof tag['value'] === 'string' ? tag['value'] : '');
  }
  return tags;
}
