import { parsePatternText } from '../../../event-patterns/index.ts';
import type { JsonObject } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import { defaultBus, type Bus, type Buses, type Rule, type RuleState } from './bus.ts';
import { broken, checkLength, checkName, limited, nameOf } from './constraint.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { parseSchedule } from './schedule.ts';
import { putTags } from './tags.ts';

const states: readonly RuleState[] = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

/** @param needs.changed called with a rule whose schedule or state is new, or that is gone */
export function ruleOperations(needs: { buses: Buses; changed: (rule: Rule) => void }): Operations {
  const { buses, changed } = needs;

  const setState = (params: JsonObject, caller: Caller, state: RuleState) => {
    const rule = ruleNamed(buses, params, caller, 'Name');
    rule.state = state;
    changed(rule);
    return {};
  };

  return {
    PutRule(params, caller) {
      const name = nameOf(params, 'Name');
      const patternText = optionalText(params, 'EventPattern');
      const scheduleText = optionalText(params, 'ScheduleExpression');
      if (patternText !== undefined) checkLength(patternText, 'eventPattern', 4096);
      if (scheduleText !== undefined) checkLength(scheduleText, 'scheduleExpression', 256);
      const bus = buses.get(caller, optionalText(params, 'EventBusName'));
      const state = stateOf(params);
      const read = readWhen(bus, patternText, scheduleText);
      const description = optionalText(params, 'Description');
      const roleArn = optionalText(params, 'RoleArn');
      const there = bus.rules.get(name);
      const rule: Rule = {
        name,
        arn: ruleArn(bus, name),
        busName: bus.name,
        createdBy: caller.account,
        ...read,
        state,
        ...(description !== undefined && { description: checkLength(description, 'description', 512) }),
        ...(roleArn !== undefined && { roleArn }),
        targets: there?.targets ?? new Map<string, JsonObject>(),
        tags: there?.tags ?? new Map<string, string>(),
      };
      // The tags of a rule that is there stay as they are, as in AWS.
      if (!there) putTags(rule.tags, params);
      bus.rules.set(name, rule);
      changed(rule);
      return { RuleArn: rule.arn };
    },
    DeleteRule(params, caller) {
      const name = nameOf(params, 'Name');
      const bus = buses.get(caller, optionalText(params, 'EventBusName'));
      const rule = bus.rules.get(name);
      // Deleting what is not there succeeds.
      if (!rule) return {};
      if (rule.targets.size > 0) throw validationError("Rule can't be deleted since it has targets.");
      bus.rules.delete(name);
      changed({ ...rule, state: 'DISABLED' });
      return {};
    },
    DescribeRule: (params, caller) => {
      const rule = ruleNamed(buses, params, caller, 'Name');
      return { ...onTheWire(rule), CreatedBy: rule.createdBy };
    },
    EnableRule: (params, caller) => setState(params, caller, 'ENABLED'),
    DisableRule: (params, caller) => setState(params, caller, 'DISABLED'),
    ListRules(params, caller) {
      const prefix = optionalText(params, 'NamePrefix') ?? '';
      const found = rulesOf(buses.get(caller, optionalText(params, 'EventBusName')));
      const page = limited(
        found.filter(({ name }) => name.startsWith(prefix)),
        params,
        ({ name }) => name,
      );
      return { Rules: page.items.map(onTheWire), ...page.next };
    },
    ListRuleNamesByTarget(params, caller) {
      const arn = text(params, 'TargetArn');
      const names = rulesOf(buses.get(caller, optionalText(params, 'EventBusName')))
        .filter(({ targets }) => [...targets.values()].some((target) => target['Arn'] === arn))
        .map(({ name }) => name);
      const page = limited(names, params, (name) => name);
      return { RuleNames: page.items, ...page.next };
    },
  };
}

/** The rule that a request names. @throws ResourceNotFoundException */
export function ruleNamed(buses: Buses, params: JsonObject, caller: Caller, key: 'Name' | 'Rule'): Rule {
  const name = nameOf(params, key);
  const bus = buses.get(caller, optionalText(params, 'EventBusName'));
  const rule = bus.rules.get(name);
  if (rule) return rule;
  throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
}

function readWhen(
  bus: Bus,
  patternText: string | undefined,
  scheduleText: string | undefined,
): Pick<Rule, 'pattern' | 'patternText' | 'schedule' | 'scheduleText'> {
  if (patternText === undefined && scheduleText === undefined) {
    throw validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (scheduleText !== undefined && bus.name !== defaultBus) {
    throw validationError('ScheduleExpression is supported only on the default event bus.');
  }
  const schedule = scheduleText === undefined ? undefined : parseSchedule(scheduleText);
  if (scheduleText !== undefined && !schedule) {
    throw validationError('Parameter ScheduleExpression is not valid.');
  }
  const parsed = patternText === undefined ? undefined : parsePatternText(patternText);
  if (parsed?.faults) throw invalidPattern(parsed.faults);
  return {
    ...(patternText !== undefined && parsed && { patternText, pattern: parsed.pattern }),
    ...(scheduleText !== undefined && schedule && { scheduleText, schedule }),
  };
}

function stateOf(params: JsonObject): RuleState {
  const written = optionalText(params, 'State') ?? 'ENABLED';
  const state = states.find((known) => known === written);
  if (state) return state;
  throw broken(written, 'state', `satisfy enum value set: [${states.join(', ')}]`);
}

function ruleArn(bus: Bus, name: string): string {
  checkName(name, 'name', 64);
  const path = bus.name === defaultBus ? name : `${bus.name}/${name}`;
  return `arn:aws:events:${bus.region}:${bus.account}:rule/${path}`;
}

function rulesOf(bus: Bus): readonly Rule[] {
  return [...bus.rules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function onTheWire(rule: Rule): JsonObject {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.busName,
    State: rule.state,
    ...(rule.patternText !== undefined && { EventPattern: rule.patternText }),
    ...(rule.scheduleText !== undefined && { ScheduleExpression: rule.scheduleText }),
    ...(rule.description !== undefined && { Description: rule.description }),
    ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
  };
}
