import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { holds } from './choice.ts';
import { select } from './data-flow.ts';
import type { Engine, Exit } from './engine.ts';
import { StateFailure } from './failure.ts';
import { assignedBy, concluded, passOn, readingOf, surroundingsOf } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import { expressionIn, render } from './jsonata/index.ts';
import { mustBe } from './numbers.ts';
import type { Steps } from './steps.ts';

export function* runChoice(engine: Engine, frame: Frame, visit: Visit): Steps {
  const { fields, language } = visit.state;
  const rules = Array.isArray(fields['Choices'])
    ? (fields['Choices'] as readonly JsonValue[]).filter(isJsonObject)
    : [];
  const choose = language === 'JSONata' ? chooseByCondition : chooseByPath;
  const exit = yield* choose(engine, frame, visit, rules);
  if (exit) {
    engine.leave(frame, exit);
    return;
  }
  const next = fields['Default'];
  if (typeof next !== 'string') {
    throw new StateFailure(
      'States.NoChoiceMatched',
      "Failed to transition out of the state. The state's choices did not match and it has no Default.",
      { aboutState: true },
    );
  }
  engine.leave(frame, { ...(yield* passOn(engine, frame, visit)), next });
}

type Rules = readonly JsonObject[];

function* chooseByCondition(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  rules: Rules,
): Steps<Exit | undefined> {
  for (const [index, rule] of rules.entries()) {
    const at = `Choices[${String(index)}]/`;
    const condition = rule['Condition'] ?? null;
    const value = yield* render(condition, `${at}Condition`, surroundingsOf(engine, frame, visit));
    const expression = expressionIn(condition);
    mustBe('boolean', { value, ...(expression !== undefined && { expression }) }, `${at}Condition`);
    if (value !== true) continue;
    const { output, assigned } = yield* concluded(engine, frame, visit, rule, at, visit.rawInput, {});
    // A rule without Output hands on what the state would.
    const other = rule['Output'] === undefined && visit.state.fields['Output'] !== undefined;
    return {
      output: other ? (yield* passOn(engine, frame, visit)).output : output,
      ...(assigned && { assigned }),
      ...nextOf(rule),
    };
  }
  return undefined;
}

function* chooseByPath(engine: Engine, frame: Frame, visit: Visit, rules: Rules): Steps<Exit | undefined> {
  const { fields } = visit.state;
  const input = select(fields['InputPath'], readingOf(engine, frame, visit));
  const reading = readingOf(engine, frame, visit, { input });
  const rule = rules.find((candidate) => holds(candidate, reading));
  if (!rule) return undefined;
  return {
    output: select(fields['OutputPath'], reading),
    ...assignedBy(rule['Assign'], reading),
    ...nextOf(rule),
  };
}

function nextOf(rule: JsonObject): { next?: string } {
  return typeof rule['Next'] === 'string' ? { next: rule['Next'] } : {};
}
