import { explain } from '../../event-patterns/index.ts';
import {
  isCardRoute,
  plannedFor,
  startWish,
  type BusEvent,
  type Planned,
  type Route,
  type StepsFor,
} from '../../events/index.ts';
import type { IncidentPlan, Step } from '../../incidents/index.ts';
import { redact, type JsonValue } from '../../platform/index.ts';
import { shown } from '../output.ts';
import { lines } from './event-lines.ts';

/** Longer input is cut where it is printed, characters. */
const longestInput = 400;

/** For each route whether it takes the event, and what would be done; at which field, and why, where not. Pure. */
export function routeLines(
  event: BusEvent,
  routes: readonly Route[],
  stepsFor?: StepsFor,
): readonly string[] {
  const planned = plannedFor(event, routes, stepsFor);
  const taken = routes.flatMap((route) => {
    const explained = explain(route.match, event.envelope);
    const head = `route ${route.name} (${route.do})`;
    if (explained.matches) return [`${head}: matches`, ...willDo(route, event, planned)];
    return [`${head}: does not match`, ...explained.mismatches.map(({ because }) => `  ${shown(because)}`)];
  });
  const ends = planned.filter(({ plan }) => plan.route === '').map(({ sighting }) => sighting.key);
  return [
    ...taken,
    ...(routes.length === 0 ? ['There are no routes: nothing is done with any event.'] : []),
    ...ends.map((key) => `If an incident is open under ${shown(key)}, it is over.`),
  ];
}

function willDo(route: Route, event: BusEvent, planned: readonly Planned[]): readonly string[] {
  if (route.do === 'follow') return lines([['follows', `the execution, in ${route.channel}`]]);
  if (route.do === 'start') {
    const { machine, input } = startWish(route, event);
    return lines([
      ['starts', machine],
      ['with', written(input)],
      [
        'if not',
        route.channel === undefined ? 'to the dead-letter queue' : `an incident in ${route.channel}`,
      ],
    ]);
  }
  const own = planned.find(({ plan }) => plan.route === route.name);
  if (own) return cardLines(own);
  const over = planned.some(({ plan }) => plan.route === '');
  const before = planned.find(({ plan }) => plan.weight === 'incident');
  if (!isCardRoute(route) || !before || over) return [];
  return lines([
    ['but', `route ${before.plan.route} stands before it and leads to the same incident: it counts`],
  ]);
}

function cardLines({ sighting, plan }: Planned): readonly string[] {
  const { title, meaning, key, phase, facts } = sighting;
  if (phase === 'passes') return lines([['but', 'the event tells of no trouble: no incident is opened']]);
  const deed =
    phase === 'resolves'
      ? 'ends an open incident'
      : `makes ${plan.weight === 'notice' ? 'a notice' : 'an incident'}`;
  return lines([
    [deed, `in ${plan.channel}`],
    ['title', title],
    ['text', meaning],
    ['facts', facts.map(({ name, value }) => `${name}: ${value}`).join('; ')],
    ['key', key],
    ['severity', plan.severity],
    ['calls', called(plan)],
    [
      'settles',
      plan.settleAfterSeconds === undefined
        ? undefined
        : `after ${span(plan.settleAfterSeconds)} without another`,
    ],
    ...plan.runbook.map((step) => [`step ${step.name}`, stepInWords(step)] as const),
  ]);
}

function called({ escalate }: IncidentPlan): string | undefined {
  if (escalate.length === 0) return undefined;
  return escalate.map(({ afterSeconds, to }) => `${to} after ${span(afterSeconds)}`).join(', then ');
}

function stepInWords({ label, deed, atOnce, secondPerson, undo, who }: Step): string {
  const does =
    deed.kind === 'start' ? `starts ${deed.machine} with ${written(deed.input)}` : `calls ${deed.call}`;
  const more = [
    ...(atOnce ? ['at once'] : []),
    ...(secondPerson ? ['after a second person agrees'] : []),
    ...(who ? [`only ${who.join(', ')}`] : []),
    ...(undo === undefined ? [] : [`taken back by ${undo}`]),
  ];
  return [`"${label}" ${does}`, ...more].join('; ');
}

function written(input: JsonValue): string {
  const text = JSON.stringify(redact(input));
  return text.length <= longestInput
    ? text
    : `${text.slice(0, longestInput)}… (${String(text.length)} characters)`;
}

function span(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ] as const;
  const [size, unit] = units.find(([whole]) => seconds >= whole && seconds % whole === 0) ?? [1, 's'];
  return `${String(seconds / size)} ${unit}`;
}
