import * as fc from 'fast-check';
import type { JsonObject } from '../../src/platform/index.ts';

/** Names as nobody should choose them: any script, markup, secrets' shapes aside. */
const nameParts = [
  'Deploy',
  '部署する',
  'انتظار',
  '🚀',
  '<&"\'>',
  '배포',
  'x'.repeat(70),
  'a b c',
  '\u202eabc',
  ']]>',
];

interface Plan {
  readonly kind: 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Fail' | 'Parallel' | 'Map';
  readonly part: number;
  readonly targets: readonly number[];
  readonly inside: readonly (readonly Plan[])[];
}

const { plans } = fc.letrec<{ plans: readonly Plan[]; plan: Plan }>((tie) => ({
  plan: fc.record({
    kind: fc.constantFrom('Pass', 'Task', 'Choice', 'Wait', 'Fail', 'Parallel', 'Map'),
    part: fc.nat({ max: nameParts.length - 1 }),
    targets: fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 4 }),
    inside: fc.oneof(
      { maxDepth: 2 },
      fc.constant([]),
      fc.array(tie('plans'), { minLength: 1, maxLength: 3 }),
    ),
  }),
  plans: fc.array(tie('plan'), { minLength: 1, maxLength: 7 }),
}));

/** Any definition that can be read: loops, states to which nothing leads, frames in frames. */
export const definitions: fc.Arbitrary<JsonObject> = plans.map((all) => written(all, { count: 0 }));

function written(all: readonly Plan[], names: { count: number }): JsonObject {
  const own = all.map(({ part }) => `${nameParts[part] ?? ''} ${String((names.count += 1))}`.slice(0, 80));
  const state = (plan: Plan): JsonObject => {
    const [first = '', ...others] = plan.targets.map((target) => own[target % own.length] ?? '');
    const next = plan.targets.length % 2 === 0 ? { End: true } : { Next: first };
    const Catch = others.map((Next) => ({ ErrorEquals: ['<Broken>'], Next }));
    const inside = plan.inside.map((inner) => written(inner, names));
    switch (plan.kind) {
      case 'Choice': {
        const Choices = others.map((Next) => ({ Variable: '$.<a>', StringEquals: '"&', Next }));
        return { Type: 'Choice', Choices: [...Choices, { Variable: '$.b', IsNull: true, Next: first }] };
      }
      case 'Fail':
        return { Type: 'Fail', Error: '<Refused>' };
      case 'Task':
        return { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Catch, ...next };
      case 'Parallel':
      case 'Map':
        if (inside.length === 0) return { Type: 'Pass', ...next };
        return plan.kind === 'Map'
          ? { Type: 'Map', ItemProcessor: inside[0] ?? {}, Catch, ...next }
          : { Type: 'Parallel', Branches: inside, Catch, ...next };
      case 'Wait':
        return { Type: 'Wait', Seconds: 3, ...next };
      case 'Pass':
        return { Type: 'Pass', ...next };
    }
  };
  return {
    StartAt: own[0] ?? '',
    States: Object.fromEntries(all.map((plan, at) => [own[at] ?? '', state(plan)])),
  };
}
