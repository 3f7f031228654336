import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { parsePattern, type PatternFault } from '../event-patterns/index.ts';
import type { Route } from '../events/index.ts';
import { messageOf } from '../platform/index.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';
import { fillPlaceholders } from './placeholders.ts';
import { issueInWords } from './issue-words.ts';
import { policySchema, type WrittenPolicy, type WrittenRoute } from './policy-schema.ts';
import { readForm } from './written-form.ts';
import { gateOf } from './written-gate.ts';

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
  let written: unknown;
  try {
    written = document.toJS() as unknown;
  } catch (error) {
    return { faults: [{ at: at(0), message: `not YAML that can be used: ${messageOf(error)}` }] };
  }
  const missing: Fault[] = [];
  const filled = fillIn(written, [], env, (path, name) => {
    missing.push({
      at: at(offsetOf(document, path)),
      message: `\${${name}} is not in the environment; set ${name}, or write the value here`,
    });
  });
  const parsed = policySchema.safeParse(filled ?? {});
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) =>
      issueInWords(issue, (path) => valueAt(filled, path)).map(({ path, message }) => ({
        at: at(offsetOf(document, path)),
        message,
      })),
    );
    return { faults: [...missing, ...faults] };
  }
  if (missing.length > 0) return { faults: missing };
  const { machines, people, access, iam, gates, queues, retention } = parsed.data;
  const forms = Object.entries(gates).map(
    ([name, { form }]) => [name, form ? readForm(form) : { fields: undefined }] as const,
  );
  const undrawn = forms.flatMap(([name, read]) =>
    'faults' in read
      ? read.faults.map(({ path, message }) => ({
          at: at(offsetOf(document, ['gates', name, 'form', ...path])),
          message,
        }))
      : [],
  );
  if (undrawn.length > 0) return { faults: undrawn };
  const fieldsOf = new Map(forms.map(([name, read]) => [name, 'fields' in read ? read.fields : undefined]));
  const named = Object.entries(gates).map(
    ([name, gate]) => [name, gateOf(name, gate, fieldsOf.get(name))] as const,
  );
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
      iam,
      gates: new Map(named),
      queues: queues.map(({ url }) => url),
      routes: routes.flatMap((read) => ('route' in read ? read.route : [])),
      retention: retention.decided === undefined ? {} : { decidedSeconds: retention.decided },
      idle: idleKeys(parsed.data),
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

function peopleOf(written: WrittenPolicy['people']): Policy['people'] {
  return Object.fromEntries(
    Object.entries(written).map(([id, { email, iam, delegate_to, until }]) => [
      id,
      {
        ...(email !== undefined && { email }),
        ...(iam !== undefined && { iam }),
        ...(delegate_to !== undefined && { delegateTo: delegate_to }),
        ...(until !== undefined && { until }),
      },
    ]),
  );
}

/** Keys of later releases that are written and do nothing yet. */
function idleKeys(written: WrittenPolicy): readonly string[] {
  const empty = (value: object) => Object.keys(value).length === 0;
  const later = ['schedules', 'workflows', 'accounts'] as const;
  return later.filter((key) => !empty(written[key]));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found: unknown = value;
  for (const part of path)
    found = typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined;
  return found;
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
