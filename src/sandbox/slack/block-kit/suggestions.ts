import type { JsonObject } from '../../../platform/index.ts';
import { faultsBy, type Fault } from './fault.ts';
import { optionGroup, plainOption } from './objects.ts';
import { exactlyOneOf, list, may, object } from './rule.ts';

/** What an app may answer when an external select asks for its options. */
const answer = object(
  {
    options: may(list(plainOption, { most: 100 })),
    option_groups: may(list(optionGroup, { most: 100 })),
  },
  exactlyOneOf('options', 'option_groups'),
);

export function optionFaults(payload: JsonObject): readonly Fault[] {
  return faultsBy(answer, payload, '', 'modal');
}
