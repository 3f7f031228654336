import type { Route } from '../events/index.ts';
import { readForm } from '../forms/index.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';
import { fillPlaceholders } from './placeholders.ts';
import { issueInWords } from './issue-words.ts';
import { policySchema } from './policy-schema.ts';
import { readYaml } from './read-yaml.ts';
import { accountsOf } from './written-account.ts';
import { exposedKeysOf } from './written-exposed-keys.ts';
import { gateOf } from './written-gate.ts';
import { peopleOf } from './written-person.ts';
import { readRoutes } from './written-route.ts';
import { stepsOf } from './written-runbook.ts';
import { schedulesOf } from './written-schedule.ts';
import { readWorkflows, type ReadBeside } from './written-workflow.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads signalbox.yaml; `${NAME}` comes from the environment. Gives the policy, or every fault with its place.
 * @param readBeside reads what the file names beside itself
 */
export function loadPolicy(
  text: string,
  env: Environment = process.env,
  fileName = 'signalbox.yaml',
  readBeside?: ReadBeside,
): { readonly policy: Policy } | { readonly faults: readonly Fault[] } {
  const read = readYaml(text, fileName);
  if ('faults' in read) return read;
  const { value: written, at } = read;
  const missing: Fault[] = [];
  const filled = fillIn(written, [], env, (path, name) => {
    missing.push({
      at: at(path),
      message: `\${${name}} is not in the environment; set ${name}, or write the value here`,
    });
  });
  const parsed = policySchema.safeParse(filled ?? {});
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) =>
      issueInWords(issue, (path) => valueAt(filled, path)).map(({ path, message }) => ({
        at: at(path),
        message,
      })),
    );
    return { faults: [...missing, ...faults] };
  }
  if (missing.length > 0) return { faults: missing };
  const workflows = readWorkflows(parsed.data.workflows, at, readBeside);
  if ('faults' in workflows) return workflows;
  const { machines, people, access, iam, gates, queues, retention } = parsed.data;
  const { exposed_keys: exposedKeys } = parsed.data;
  const forms = Object.entries(gates).map(
    ([name, { form }]) => [name, form ? readForm(form) : { fields: undefined }] as const,
  );
  const undrawn = forms.flatMap(([name, read]) =>
    'faults' in read
      ? read.faults.map(({ path, message }) => ({
          at: at(['gates', name, 'form', ...path]),
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
        at: at(['gates', name, 'activity']),
        message: `activity ${gate.activity ?? ''} belongs to another gate already; one activity asks at one gate`,
      })),
    };
  }
  const routing = readRoutes(parsed.data.routes, stepsOf(parsed.data.runbooks), at);
  if ('faults' in routing) return routing;
  return {
    policy: Object.freeze({
      machines,
      people: peopleOf(people),
      access,
      iam,
      gates: new Map(named),
      queues: queues.map(({ url }) => url),
      routes: routing.routes,
      schedules: schedulesOf(parsed.data.schedules, followChannel(routing.routes)),
      accounts: accountsOf(parsed.data.accounts),
      ...(exposedKeys && { exposedKeys: exposedKeysOf(exposedKeys) }),
      retention: retention.decided === undefined ? {} : { decidedSeconds: retention.decided },
      workflows: workflows.workflows,
    }),
  };
}

/** Where followed executions are shown. */
function followChannel(routes: readonly Route[]): string | undefined {
  return routes.find(({ do: what }) => what === 'follow')?.channel;
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
