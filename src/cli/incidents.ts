import { writeFileSync } from 'node:fs';
import { loadConfig } from '../config/index.ts';
import { createIncidentFinder, timelineMarkdown, type Incident } from '../incidents/index.ts';
import { messageOf, systemClock } from '../platform/index.ts';
import { withRecords } from './bot-records.ts';
import { atDesk, type Desk } from './desk.ts';
import { moment, print, shown } from './output.ts';
import { readFile } from './read-file.ts';

/** Open ones shown at most; the loudest come first. */
const mostShown = 1_000;

/** `signalbox incidents list`: what is open, loudest first; with `--all` all that is kept, notices too, oldest first. */
export async function listIncidents(given: { readonly all?: true; readonly json?: true }): Promise<void> {
  await withRecords(loadConfig(readFile), systemClock(), async ({ incidents }) => {
    const found: Incident[] = given.all ? [] : [...(await incidents.open(mostShown))];
    if (given.all) for await (const incident of incidents.between(0, Infinity)) found.push(incident);
    if (given.json) {
      print(JSON.stringify(found.map(listed), undefined, 2));
      return;
    }
    for (const incident of found) print(inWords(incident));
    const many = `${String(found.length)} incident${found.length === 1 ? '' : 's'}`;
    print(given.all ? `${many} kept.` : `${many} open. One whole: signalbox incidents show ID`);
  });
}

/** `signalbox incidents show ID`: how one stands, its facts, and its timeline. */
export async function showIncident(name: string): Promise<void> {
  await atDesk(async (desk) => {
    process.stdout.write(await document(desk, await named(desk, name)));
  });
}

/** `signalbox incidents export [ID] [-o FILE]`: Markdown that a post-mortem can start from; of all that are open without an ID. */
export async function exportIncidents(
  name: string | undefined,
  given: { readonly output?: string },
): Promise<void> {
  await atDesk(async (desk) => {
    const wanted = name === undefined ? await desk.incidents.open(mostShown) : [await named(desk, name)];
    if (wanted.length === 0) throw new Error('No incident is open. Name one: signalbox incidents list --all');
    const documents: string[] = [];
    for (const incident of wanted) documents.push(await document(desk, incident));
    const text = documents.join('\n');
    if (given.output === undefined || given.output === '-') {
      process.stdout.write(text);
      return;
    }
    writeFile(given.output, text);
    print(`${String(wanted.length)} written to ${shown(given.output)}.`);
  });
}

async function named({ incidents, clock }: Desk, name: string): Promise<Incident> {
  const found = await createIncidentFinder({ store: incidents, clock })(name);
  if (found) return found;
  throw new Error(
    `There is no incident "${shown(name)}", or several end so. signalbox incidents list --all shows those that are kept.`,
  );
}

/** People are named as far as Slack says who they are. */
async function document({ slack }: Desk, incident: Incident): Promise<string> {
  const { commander, state, timeline } = incident;
  const ids = [
    commander,
    state.kind === 'open' ? undefined : state.by,
    ...timeline.flatMap(({ who, calls }) => [who, calls?.startsWith('@') === true ? undefined : calls]),
  ];
  const people = [...new Set(ids.filter((id) => id !== undefined))];
  const names = await Promise.all(
    people.map((id) =>
      slack.person(id).then(
        ({ name }) => [id, name] as const,
        () => [id, id] as const,
      ),
    ),
  );
  const known = new Map(names);
  return timelineMarkdown(incident, (id) => known.get(id) ?? id);
}

function listed(incident: Incident) {
  const { id, key, round, severity, state, commander, count, openedAt, lastSeenAt, plan, first } = incident;
  return {
    ...{ id, key, round, severity, count },
    ...{ title: shown(first.title), kind: plan.weight, route: plan.route, state: state.kind },
    commander: commander ?? null,
    openedAt: new Date(openedAt).toISOString(),
    lastSeenAt: new Date(lastSeenAt).toISOString(),
    resolvedAt: state.kind === 'resolved' ? new Date(state.at).toISOString() : null,
  };
}

function inWords({ id, severity, state, commander, count, openedAt, plan, first }: Incident): string {
  const times = count === 1 ? '' : ` · ${String(count)} times`;
  const who = commander === undefined ? 'nobody has it' : `${commander} has it`;
  const since = `since ${moment(openedAt)}`;
  const what = plan.weight === 'notice' ? 'notice' : `${severity} · ${state.kind}`;
  return `${id}  ${shown(first.title)}\n    ${what} · ${since}${times} · ${plan.route} · ${who}`;
}

function writeFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Error(`${shown(path)} cannot be written (${messageOf(error)}). Name another file.`, {
      cause: error,
    });
  }
}
