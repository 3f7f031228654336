import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Gate } from '../approvals/index.ts';
import { parsePattern, type PatternFault } from '../event-patterns/index.ts';
import type { Route } from '../events/index.ts';
import { nearest } from '../platform/index.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';
import { fillPlaceholders } from './placeholders.ts';
import { knownKeys, policySchema, type WrittenGate, type WrittenRoute } from './policy-schema.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads signalbox.yaml; `${NAME}` comes from the environment. Gives the policy, or every fault with its place. */
export function loadPolicy(
  text: string,
  env: Environment = process.env,
  fileName = 'signalbox.yaml',
): { readonly policy: Policy } | { readonly faults: readonly Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${String(line)}:${String(col)}`;
  };
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        at: at(error.pos[0]),
        message: `not YAML: ${error.message}`,
      })),
    };
  }
  const missing: Fault[] = [];
  const filled = fillIn(document.toJS() as unknown, [], env, (path, name) => {
    missing.push({
      at: at(offsetOf(document, path)),
      message: `\${${name}} is not in the environment; set ${name}, or write the value here`,
    });
  });
  const parsed = policySchema.safeParse(filled ?? {});
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) =>
      faultsOf(issue).map(({ path, message }) => ({ at: at(offsetOf(document, path)), message })),
    );
    return { faults: [...missing, ...faults] };
  }
  if (missing.length > 0) return { faults: missing };
  const { machines, people, access, gates, queues } = parsed.data;
  const named = Object.entries(gates).map(([name, gate]) => [name, gateOf(name, gate)] as const);
  const doubled = named.filter(
    ([, gate], index) =>
      gate.activity !== undefined &&
      named.findIndex(([, other]) => other.activity === gate.activity) !== index,
  );
  if (doubled.length > 0) {
    return {
      faults: doubled.map(([name, gate]) => ({
        at: at(offsetOf(document, ['gates', name, 'activity'])),
        message: `activity ${gate.activity ?? ''} belongs to another gate already; one activity asks at one gate`,
      })),
    };
  }
  const routes = parsed.data.routes.map(readRoute);
  const wrong = routes.flatMap((read, index) =>
    'faults' in read
      ? read.faults.map(({ path, message }) => ({
          at: at(offsetOf(document, ['routes', index, 'match', ...path.split('.')])),
          message: `not an event pattern${path === '' ? '' : ` at ${path}`}: ${message}`,
        }))
      : [],
  );
  if (wrong.length > 0) return { faults: wrong };
  return {
    policy: Object.freeze({
      machines,
      people: peopleOf(people),
      access,
      gates: new Map(named),
      queues: queues.map(({ url }) => url),
      routes: routes.flatMap((read) => ('route' in read ? read.route : [])),
    }),
  };
}

function gateOf(name: string, written: WrittenGate): Gate {
  const {
    self_approval,
    on_reject,
    levels,
    remind,
    escalate,
    output,
    activity,
    among,
    requester,
    form,
    notify,
    ...same
  } = written;
  const [first, ...others] = levels;
  if (!first) throw new Error('the schema lets no gate without levels through');
  return {
    ...same,
    name,
    levels: [first, ...others],
    selfApproval: self_approval,
    onReject: on_reject,
    escalate: escalate.map(({ after, to }) => ({ afterSeconds: after, to })),
    output: {
      ...(output.approve !== undefined && { approve: output.approve }),
      ...(output.reject && { reject: output.reject }),
    },
    ...(activity !== undefined && { activity }),
    ...(among !== undefined && { among }),
    ...(requester !== undefined && { requester }),
    ...(form && { form }),
    ...(notify && { notify }),
    ...(remind && {
      remind: { afterSeconds: remind.after, doubling: remind.doubling, atMost: remind.at_most },
    }),
  };
}

function readRoute(
  written: WrittenRoute,
): { readonly route: Route } | { readonly faults: readonly PatternFault[] } {
  const { pattern, faults } = parsePattern(written.match);
  if (faults) return { faults };
  const { channel } = written;
  return { route: { match: pattern, do: written.do, ...(channel !== undefined && { channel }) } };
}

function peopleOf(
  written: Readonly<Record<string, { email?: string | undefined; iam?: string | undefined }>>,
): Policy['people'] {
  return Object.fromEntries(
    Object.entries(written).map(([id, { email, iam }]) => [
      id,
      { ...(email !== undefined && { email }), ...(iam !== undefined && { iam }) },
    ]),
  );
}

function faultsOf(issue: z.core.$ZodIssue): readonly { path: PropertyKey[]; message: string }[] {
  if (issue.code !== 'unrecognized_keys') {
    const key = issue.path.filter((part) => typeof part === 'string').at(-1);
    const words =
      issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
        ? `is missing; it is needed here (${issue.expected})`
        : issue.message.replace(/^Invalid (?:input|option): /, '');
    return [{ path: issue.path, message: key === undefined ? words : `"${key}": ${words}` }];
  }
  return issue.keys.map((key) => {
    const meant = nearest(key, knownKeys);
    return {
      path: [...issue.path, key],
      message: `"${key}" is not a key that Signalbox knows here${meant === undefined ? '; remove it' : `; did you mean "${meant}"?`}`,
    };
  });
}

function fillIn(
  value: unknown,
  path: PropertyKey[],
  env: Environment,
  missing: (path: PropertyKey[], name: string) => void,
): unknown {
  if (typeof value === 'string') {
    return fillPlaceholders(value, env, (name) => {
      missing(path, name);
    });
  }
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => fillIn(inner, [...path, index], env, missing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fillIn(inner, [...path, key], env, missing)]),
  );
}

/** Where a path stands in the text: the key where it has one, else the nearest thing around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const here = path.slice(0, depth);
    const key = here.at(-1);
    const holder = depth === 1 ? document.contents : document.getIn(here.slice(0, -1), true);
    if (isMap(holder)) {
      const pair = holder.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(here, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
