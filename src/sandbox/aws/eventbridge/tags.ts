import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { text } from '../page.ts';
import type { Buses, Scope } from './bus.ts';
import { objectsOf, textsOf } from './constraint.ts';

/** Adds the `Tags` of a request. */
export function putTags(tags: Map<string, string>, params: JsonObject): void {
  if (params['Tags'] === undefined || params['Tags'] === null) return;
  if (Array.isArray(params['Tags']) && params['Tags'].length === 0) return;
  for (const tag of objectsOf(params, 'Tags', 50)) tags.set(text(tag, 'Key'), text(tag, 'Value'));
}

export function tagOperations(buses: Buses): Operations {
  const tagsOf = (scope: Scope, params: JsonObject): Map<string, string> => {
    const arn = text(params, 'ResourceARN');
    for (const bus of buses.in(scope)) {
      if (bus.arn === arn) return bus.tags;
      for (const rule of bus.rules.values()) if (rule.arn === arn) return rule.tags;
    }
    const [, , , , , resource = arn] = arn.split(':');
    const [kind, ...names] = resource.split('/');
    const [first = '', second] = names;
    throw new AwsError(
      'ResourceNotFoundException',
      kind === 'event-bus'
        ? `Event bus ${first} does not exist.`
        : `Rule ${second ?? first} does not exist on EventBus ${second === undefined ? 'default' : first}.`,
    );
  };
  return {
    TagResource(params, caller) {
      putTags(tagsOf(caller, params), params);
      return {};
    },
    UntagResource(params, caller) {
      const tags = tagsOf(caller, params);
      for (const key of textsOf(params, 'TagKeys')) tags.delete(key);
      return {};
    },
    ListTagsForResource: (params, caller) => ({
      Tags: [...tagsOf(caller, params)].map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}
