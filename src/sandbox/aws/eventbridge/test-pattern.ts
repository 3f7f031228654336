import { matches, parsePatternText } from '../../../event-patterns/index.ts';
import { isJsonObject, parseJson } from '../../../platform/index.ts';
import { validationError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { text } from '../page.ts';
import { checkLength } from './constraint.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
const required = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

export const testEventPattern: Operation = (params) => {
  const parsed = parsePatternText(checkLength(text(params, 'EventPattern'), 'eventPattern', 4096));
  const event = parseJson(text(params, 'Event'));
  if (!isJsonObject(event) || required.some((name) => event[name] === undefined)) {
    throw validationError('Parameter Event is not valid.');
  }
  if (parsed.faults) throw invalidPattern(parsed.faults);
  return { Result: matches(parsed.pattern, event) };
};
