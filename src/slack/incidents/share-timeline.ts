import type { WebClient } from '@slack/web-api';
import type { Directory } from '../../access/index.ts';
import type { CardRef } from '../../approvals/index.ts';
import { timelineMarkdown, type Incident } from '../../incidents/index.ts';
import { foreign, person, plain } from '../text.ts';
import { oneLine, shortId } from './words.ts';

/** People whose names are looked up; beyond them ids stand in the file. */
const mostNames = 30;

/** Puts the timeline as a Markdown file into a thread. @throws what Slack answers */
export async function shareTimeline(
  needs: { client: WebClient; directory: Directory },
  incident: Incident,
  at: { readonly who: string; readonly card: CardRef },
): Promise<void> {
  const names = await namesIn(incident, needs.directory);
  const { title } = incident.first;
  await needs.client.files.uploadV2({
    channel_id: at.card.channel,
    thread_ts: at.card.ts,
    initial_comment: `The timeline so far of ${foreign(oneLine(title), 300)}, as ${person(at.who)} asked for it.`,
    filename: `incident-${shortId(incident.id)}.md`,
    title: plain(`Timeline: ${title}`, 150),
    file: Buffer.from(timelineMarkdown(incident, (id) => names.get(id) ?? id)),
  });
}

async function namesIn(
  { timeline, state, commander }: Incident,
  directory: Directory,
): Promise<ReadonlyMap<string, string>> {
  const ids = timeline.flatMap(({ who, calls }) => [who, calls]);
  const by = 'by' in state ? state.by : undefined;
  const people = [...new Set([by, commander, ...ids])].flatMap((id) =>
    id !== undefined && /^[UW][A-Z0-9]+$/.test(id) ? [id] : [],
  );
  const found = await Promise.all(
    people.slice(0, mostNames).map((id) =>
      directory.person(id).then(
        ({ name }) => [[id, `${name} (${id})`] as const],
        () => [],
      ),
    ),
  );
  return new Map(found.flat());
}
