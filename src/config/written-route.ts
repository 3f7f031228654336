import { z } from 'zod';
import { parsePattern, type EventPattern } from '../event-patterns/index.ts';
import type { CardRoute, Route } from '../events/index.ts';
import type { Step } from '../incidents/index.ts';
import { isJsonObject, nearest, type JsonValue } from '../platform/index.ts';
import { anyJson } from './any-json.ts';
import { duration } from './duration.ts';
import type { Fault } from './fault.ts';
import { who } from './who.ts';

/** Keys that only cards have; a notice calls nobody and has no buttons. */
const ofCards = ['title', 'text', 'fields', 'key', 'settle_after'] as const;
const ofIncidents = ['escalate', 'runbook'] as const;

/** One of `routes`. */
const routeSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w-]{1,60}$/, 'a name of a route has letters, digits, - and _, 60 at most')
      .describe(
        'what `on` of an `access` rule with `allow: [respond]` names; without it, `do` and the kind of event, such as `incident-alarm`',
      )
      .optional(),
    match: z
      .record(z.string(), anyJson)
      .describe('which events, with all operators, over the whole event')
      .meta({ title: 'event pattern' }),
    do: z.enum(['follow', 'notify', 'incident', 'start']).describe('what is done with them; see below'),
    channel: z
      .string()
      .min(1)
      .describe(
        'where the card stands, required but for `start`: where it becomes an incident if it does not start',
      )
      .optional(),
    title: z.string().min(1).describe('one line; without it, what the event says').optional(),
    text: z.string().min(1).describe('a sentence or two; without it, what the event says').optional(),
    fields: z
      .record(z.string().min(1), z.string())
      .describe('names and values, ten at most; without it, what the event says')
      .optional(),
    key: z
      .string()
      .min(1)
      .describe('events of the same key are one incident; without it, by the kind of event')
      .optional(),
    severity: z
      .enum(['low', 'normal', 'high', 'critical'])
      .describe('how loud; without it, by the kind of event')
      .optional(),
    escalate: z
      .array(
        z.strictObject({
          after: duration.describe('once nobody acknowledged it for so long'),
          to: who.describe('who is called'),
        }),
      )
      .describe('for `incident`: who is called while nobody has acknowledged it')
      .optional(),
    settle_after: duration
      .describe('over by itself when nothing was heard of it for so long; a notice after `1h` without it')
      .optional(),
    runbook: z
      .array(z.string().min(1))
      .describe('for `incident`: names of `runbooks`, its buttons in this order')
      .optional(),
    machine: z
      .string()
      .min(1)
      .describe(
        'for `start`, required: the state machine, by its name or that of a workflow; it must be among `machines`',
      )
      .optional(),
    input: anyJson
      .describe('for `start`: any JSON with `{{ $.path }}`; without it, the whole event')
      .optional(),
  })
  .superRefine((route, context) => {
    const fault = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const { do: what, channel, machine } = route;
    if (what !== 'start' && channel === undefined)
      fault('channel', 'is missing; name the channel of the card');
    if (what === 'start' && machine === undefined)
      fault('machine', 'is missing; name the state machine that is started');
    const isCard = what === 'notify' || what === 'incident';
    for (const key of ofCards)
      if (!isCard && route[key] !== undefined) fault(key, `is for cards; "do: ${what}" has no use for it`);
    for (const key of ofIncidents)
      if (what !== 'incident' && route[key] !== undefined)
        fault(key, `is for "do: incident"; "do: ${what}" has no use for it`);
  });

export const routesSchema = z.array(routeSchema).superRefine((all, context) => {
  for (const [index, { name }] of all.entries())
    if (name !== undefined && all.findIndex((other) => other.name === name) !== index)
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `another route is named "${name}" already`,
      });
});

type WrittenRoute = z.output<typeof routeSchema>;
export const routeKeys = Object.keys(routeSchema.shape);

/** Routes as the core knows them, or every fault with its place. */
export function readRoutes(
  written: readonly WrittenRoute[],
  steps: ReadonlyMap<string, Step>,
  at: (path: readonly PropertyKey[]) => string,
): { readonly routes: readonly Route[] } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const names = namesOf(written);
  const routes = written.flatMap((route, index) => {
    const place = (...path: readonly PropertyKey[]) => at(['routes', index, ...path]);
    const { pattern, faults: wrong = [] } = parsePattern(route.match);
    for (const { path, message } of wrong)
      faults.push({
        at: place('match', ...path.split('.')),
        message: `not an event pattern${path === '' ? '' : ` at ${path}`}: ${message}${remedyOf(message)}`,
      });
    for (const [number, step] of (route.runbook ?? []).entries())
      if (!steps.has(step)) faults.push({ at: place('runbook', number), message: unknownStep(step, steps) });
    return pattern ? [routeOf(route, names[index] ?? '', pattern, steps)] : [];
  });
  for (const [name, { undo }] of steps)
    if (undo !== undefined && !steps.has(undo))
      faults.push({ at: at(['runbooks', name, 'undo']), message: unknownStep(undo, steps) });
  return faults.length > 0 ? { faults } : { routes };
}

/** EventBridge's words say what is wrong; the commonest slips get the remedy as well. */
function remedyOf(message: string): string {
  if (message.endsWith('must be an object or an array')) return '; put the value into a list: [value]';
  if (message.startsWith('Unrecognized match type'))
    return '; choose prefix, suffix, anything-but, numeric, exists, cidr, wildcard or equals-ignore-case';
  return message.startsWith('Empty objects') ? '; name at least one field' : '';
}

function unknownStep(name: string, steps: ReadonlyMap<string, Step>): string {
  const meant = nearest(name, [...steps.keys()]);
  return `runbooks: has no step "${name}"; ${meant === undefined ? 'write it there' : `did you mean "${meant}"?`}`;
}

function routeOf(
  written: WrittenRoute,
  name: string,
  match: EventPattern,
  steps: ReadonlyMap<string, Step>,
): Route {
  const { do: what, channel = '', machine = '', input } = written;
  if (what === 'follow') return { do: what, name, match, channel };
  if (what === 'start')
    return {
      ...{ do: what, name, match, machine },
      ...(input !== undefined && { input }),
      ...(written.channel !== undefined && { channel }),
    };
  return cardRoute(written, { do: what, name, match, channel }, steps);
}

function cardRoute(
  { title, text, fields, key, severity, escalate = [], settle_after, runbook = [] }: WrittenRoute,
  common: Pick<CardRoute, 'do' | 'name' | 'match' | 'channel'>,
  steps: ReadonlyMap<string, Step>,
): CardRoute {
  return {
    ...common,
    ...(title !== undefined && { title }),
    ...(text !== undefined && { text }),
    ...(fields && { fields }),
    ...(key !== undefined && { key }),
    ...(severity && { severity }),
    ...(settle_after !== undefined && { settleAfterSeconds: settle_after }),
    escalate: escalate.map(({ after, to }) => ({ afterSeconds: after, to })),
    runbook: withUndoing(runbook, steps),
  };
}

/** The steps in the order of the route; what takes one back comes along behind. */
function withUndoing(names: readonly string[], steps: ReadonlyMap<string, Step>): readonly Step[] {
  const named = names.flatMap((name) => steps.get(name) ?? []);
  const undoing = named.flatMap(({ undo }) => (undo === undefined ? [] : (steps.get(undo) ?? [])));
  return [...new Set([...named, ...undoing])];
}

/** What a source is called in the name of a route that has none. */
const kinds: Readonly<Record<string, string>> = {
  'aws.states': 'execution',
  'aws.cloudwatch': 'alarm',
  'aws.health': 'health',
  'aws.ec2': 'snapshot',
  'aws.codepipeline': 'pipeline',
  'aws.batch': 'batch-job',
  'aws.guardduty': 'finding',
  'aws.events': 'scheduled',
};

/** `incident-alarm`; the second of that name is `incident-alarm-2`. */
function namesOf(written: readonly WrittenRoute[]): readonly string[] {
  const taken = new Set(written.flatMap(({ name }) => name ?? []));
  return written.map(({ name, do: what, match }) => {
    if (name !== undefined) return name;
    const base = `${what}-${kindOf(match)}`;
    let free = base;
    for (let number = 2; taken.has(free); number += 1) free = `${base}-${String(number)}`;
    taken.add(free);
    return free;
  });
}

function kindOf(match: JsonValue): string {
  const sources = isJsonObject(match) ? match['source'] : undefined;
  const source: unknown = Array.isArray(sources) ? (sources as readonly JsonValue[])[0] : undefined;
  if (typeof source !== 'string') return 'event';
  return (kinds[source] ?? source.replace(/[^\w-]+/g, '-').slice(-30)) || 'event';
}
