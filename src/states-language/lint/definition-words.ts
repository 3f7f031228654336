import type { Diagnostic } from '../analysis/report.ts';

/** What is wrong, and what to do, in words. The service's own words where it has some of its own. Pure. */
export function definitionWords({ code, message }: Diagnostic): string {
  const [, missing] = /^These fields are required: \[(\w+)\]$/.exec(message) ?? [];
  if (missing !== undefined) return lacking(missing, `add "${missing}"`);
  if (message === 'A state needs Next, or End: true.')
    return lacking('Next', 'add "Next": "NAME OF A STATE", or "End": true where the machine ends here');
  if (code === 'MISSING_END_STATE')
    return 'No terminal state found in machine; give the last state "End": true, or add a Succeed or Fail state';
  const remedy = remedies.find(([words]) => words.test(message))?.[1];
  const sentence = message.replace(/\.$/, '');
  return remedy === undefined ? sentence : `${sentence}; ${remedy}`;
}

function lacking(field: string, remedy: string): string {
  return `does not have required field "${field}"; ${remedy}`;
}

const remedies: readonly (readonly [RegExp, string])[] = [
  [/^Missing '\w+' target: .*Did you mean/, 'write the name of a state beside this one'],
  [/^Missing '\w+' target/, 'name a state that stands beside this one, upper and lower case alike'],
  [/is not reachable/, 'lead to it with Next, or take it out'],
  [/^There should only be one of/, 'keep one of them'],
  [/^Field '.+' is not supported$/, 'take it out, or look for a slip of the pen'],
  [
    /is only supported for the '\w+' QueryLanguage/,
    'write it as the other language does, or change QueryLanguage',
  ],
  [/^Duplicate state name/, 'give one of them another name: names are unique in the whole machine'],
  [/^Expected value of type (\w+)/, 'write a value of that type'],
  [/^(Minimum|Maximum) value is/, 'write a number within it'],
  [/^Value is not one of/, 'write one of those'],
  [
    /must be a valid JSONPath|for the field '.+\.\$' must be/,
    'write a path that begins with $, such as $.order.id',
  ],
  [
    /^Value is not a Reference Path/,
    'write a path to one place, such as $.order.id: no wildcards, no filters',
  ],
  [/^The resource provided/, 'write an ARN such as arn:aws:states:::sqs:sendMessage.waitForTaskToken'],
  [/^HeartbeatSeconds must be smaller/, 'lower HeartbeatSeconds, or raise TimeoutSeconds'],
  [/^States.ALL must appear/, 'give States.ALL a last handler of its own'],
  [/ISO-8601/, 'write a moment such as 2026-05-01T12:00:00Z'],
  [/does not end with '\.\$'/, "end the field's name with .$ where the path is meant"],
  [/^The definition is not a JSON object/, 'begin with {"StartAt": ..., "States": ...}'],
];
