import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { filterOf } from './filter.ts';
import { paged } from './page.ts';
import { objectsOf, optional, required, textsOf } from './parameter.ts';
import { kindOf, type Place, type Resources, type Snapshot, type Volume } from './resource.ts';
import { putTags, tagsOf } from './tags.ts';

const filters = ['key', 'value', 'resource-id', 'resource-type'];

export function tagOperations(resources: Resources): Operations {
  const named = (params: JsonObject, place: Place): readonly (Snapshot | Volume)[] => {
    const ids = textsOf(params, 'Resources');
    if (ids.length === 0)
      throw new AwsError('MissingParameter', 'The request must contain the parameter resourceIdSet');
    // All or none: an id that is wrong leaves the others without the tags too.
    return ids.map((id) => {
      const kind = kindOf(id);
      if (!kind) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
      return kind === 'snapshot' ? resources.snapshot(id, place) : resources.volume(id, place);
    });
  };
  return {
    CreateTags(params, caller) {
      const tags = tagsOf(params, 'Tags');
      if (tags.size === 0)
        throw new AwsError('MissingParameter', 'The request must contain the parameter tagSet');
      for (const { tags: own } of named(params, caller)) putTags(own, tags);
      return {};
    },
    DeleteTags(params, caller) {
      const wanted = objectsOf(params, 'Tags');
      for (const { tags } of named(params, caller)) {
        if (wanted.length === 0) tags.clear();
        for (const tag of wanted) {
          const key = required(tag, 'Key');
          const value = optional(tag, 'Value');
          if (value === undefined || tags.get(key) === value) tags.delete(key);
        }
      }
      return {};
    },
    DescribeTags(params, caller) {
      const passes = filterOf(params, filters);
      const all = [...resources.snapshots(caller), ...resources.volumes(caller)].flatMap(
        ({ id, kind, tags }) =>
          [...tags].map(([Key, Value]) => ({ Key, ResourceId: id, ResourceType: kind, Value })),
      );
      const found = all.filter(({ Key, Value, ResourceId, ResourceType }) =>
        passes(
          { key: Key, value: Value, 'resource-id': ResourceId, 'resource-type': ResourceType },
          new Map([[Key, Value]]),
        ),
      );
      const nameOf = ({ ResourceId, Key }: (typeof found)[number]) => `${ResourceId} ${Key}`;
      const inOrder = found.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      const page = paged(inOrder, params, nameOf);
      return { Tags: page.items, ...page.rest };
    },
  };
}
