import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { fitsWildcard } from '../iam/wildcard.ts';
import { objectsOf, required, textsOf } from './parameter.ts';

/** What a filter may ask of a thing: values by the filter's name. */
export type Facts = Readonly<Record<string, string>>;

/** Whether a thing passes all filters; a filter passes with any of its values, which may hold `*` and `?`. @throws InvalidParameterValue */
export function filterOf(
  params: JsonObject,
  names: readonly string[],
): (facts: Facts, tags: ReadonlyMap<string, string>) => boolean {
  const filters = objectsOf(params, 'Filters').map((filter) => {
    const name = required(filter, 'Name');
    if (!names.includes(name) && name !== 'tag-key' && !name.startsWith('tag:'))
      throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
    return { name, values: textsOf(filter, 'Values') };
  });
  return (facts, tags) =>
    filters.every(({ name, values }) => {
      const known = knownOf(name, facts, tags);
      return values.some((wanted) => known.some((value) => fitsWildcard(wanted, value)));
    });
}

function knownOf(name: string, facts: Facts, tags: ReadonlyMap<string, string>): readonly string[] {
  if (name === 'tag-key') return [...tags.keys()];
  const value = name.startsWith('tag:') ? tags.get(name.slice('tag:'.length)) : facts[name];
  return value === undefined ? [] : [value];
}
