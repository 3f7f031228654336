import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { text } from '../page.ts';
import type { Buses } from './bus.ts';
import { limited, objectsOf, textsOf } from './constraint.ts';
import { ruleNamed } from './rule-operations.ts';
import { checkTarget, targetFault } from './target.ts';

/** Targets per rule. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const mostTargets = 5;

export function targetOperations(buses: Buses): Operations {
  return {
    PutTargets(params, caller) {
      const targets = objectsOf(params, 'Targets', 100);
      for (const [index, target] of targets.entries())
        checkTarget(target, `targets.${String(index + 1)}.member`);
      const rule = ruleNamed(buses, params, caller, 'Rule');
      const failed: JsonObject[] = [];
      const good = targets.filter((target) => {
        const fault = targetFault(target);
        if (fault) failed.push(fault);
        return !fault;
      });
      const ids = new Set([...rule.targets.keys(), ...good.map((target) => text(target, 'Id'))]);
      if (ids.size > mostTargets) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed.',
        );
      }
      for (const target of good) rule.targets.set(text(target, 'Id'), target);
      return { FailedEntryCount: failed.length, FailedEntries: failed };
    },
    ListTargetsByRule(params, caller) {
      const { targets } = ruleNamed(buses, params, caller, 'Rule');
      const page = limited([...targets.values()], params, (target) => text(target, 'Id'));
      return { Targets: page.items, ...page.next };
    },
    RemoveTargets(params, caller) {
      const rule = ruleNamed(buses, params, caller, 'Rule');
      const failed = textsOf(params, 'Ids')
        .filter((id) => !rule.targets.delete(id))
        .map((id) => ({
          TargetId: id,
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: `Rule ${rule.name} does not have target with Id ${id}.`,
        }));
      return { FailedEntryCount: failed.length, FailedEntries: failed };
    },
  };
}
