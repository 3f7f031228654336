import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../src/incidents/index.ts';
import { createShiftableClock } from '../../../src/platform/index.ts';
import { incidentsCommand } from '../../../src/slack/commands/incidents.ts';
import { incidentsSection } from '../../../src/slack/home/index.ts';
import { createOpenIncidents } from '../../../src/slack/incidents/index.ts';
import { snoozeChoices } from '../../../src/slack/incidents/snooze-choices.ts';
import { monday } from '../../contracts/records.ts';
import { incident } from './an-incident.ts';

const who = 'U0APPROVER';
const linkTo = ({ channel, ts }: { channel: string; ts: string }) =>
  `https://x.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
const card = { ref: { channel: 'C0INCIDENTS', ts: '1.2' }, digest: 'd' };
const acknowledged = { kind: 'acknowledged', by: who, at: monday } as const;
const mine = incident({ id: 'inc_mine00', card, commander: who, state: acknowledged, severity: 'low' });
const loud = incident({ id: 'inc_loud00', severity: 'critical' });
const secret = incident({ id: 'inc_secret' }, { route: 'secrets' });

/** `who` may respond to everything but the route `secrets`. */
function desk(open: readonly Incident[]) {
  const verdict = async (_who: string, _action: string, route: string) =>
    route === 'secrets' ? { allowed: false, because: 'no rule names you' } : { allowed: true, because: '' };
  const openIncidents = createOpenIncidents({
    incidents: { open: async () => open },
    access: { may: verdict },
  });
  const command = incidentsCommand({
    incidents: { find: async (name) => open.find(({ id }) => id.endsWith(name)) },
    openIncidents,
    access: { demand: verdict },
    linkTo,
    clock: createShiftableClock({ frozenAt: monday + 3_900_000 }),
  });
  return {
    said: async (rest: string) => {
      const asked = { who, rest, channel: 'C0HERE', triggerId: 'T0', client: {} as never };
      return (await command.answer(asked))?.text ?? '';
    },
    home: async () => {
      const section = incidentsSection(openIncidents, linkTo);
      return section.blocks(await section.read(who));
    },
  };
}

describe('/workflow incidents', () => {
  it('lists those that the person may respond to, theirs first, with thread, id, age and who has it', async () => {
    const said = await desk([loud, secret, mine]).said('');
    expect(said.split('\n')).toEqual([
      '*1 that you have*',
      expect.stringMatching(
        /^🔵 Low · \*<https:\/\/x\.slack\.com\/archives\/C0INCIDENTS\/p12\|Alarm checkout-5xx is in ALARM>\* · `mine00` · since <!date.*> \(1 h 5 min\) · <@U0APPROVER> has it$/u,
      ),
      '*1 open*',
      expect.stringMatching(/^🚨 Critical · .*`loud00`.* · nobody has it$/u),
    ]);
  });

  it('lists only those of the person, or says that there are none', async () => {
    expect(await desk([loud, mine]).said('mine')).not.toContain('loud00');
    expect(await desk([loud]).said('mine')).toBe('You have no open incident.');
    expect(await desk([secret]).said('all')).toBe('No incident is open that you may respond to.');
  });

  it('shows the timeline of one to whom may respond to it, and nothing of it to others', async () => {
    const timeline = [{ at: monday, what: 'noted' as const, who, says: 'The queue is empty.' }];
    const open = [
      { ...loud, timeline },
      { ...secret, timeline },
    ];
    expect(await desk(open).said('loud00')).toMatch(/📝 <!date.*> <@U0APPROVER>: The queue is empty\./u);
    expect(await desk(open).said('secret')).toBe('It is not shown: no rule names you.');
    expect(await desk(open).said('other0')).toContain('No incident is known as "other0"');
  });
});

describe('incidents on App Home', () => {
  it('stand with those of the person first, each with a button while nobody acknowledged it', async () => {
    const blocks = (await desk([loud, mine, secret]).home()).map((block) => JSON.stringify(block));
    expect(blocks[0]).toContain('1 that you have');
    expect(blocks[1]).not.toContain('incident.acknowledge');
    expect(blocks[3]).toContain('incident.acknowledge');
    expect(blocks.join('')).not.toContain('inc_secret');
  });

  it('are few, and lead to the command for the rest', async () => {
    const many = Array.from({ length: 40 }, (_, index) => incident({ id: `inc_0000${String(index)}` }));
    const blocks = await desk(many).home();
    expect(blocks).toHaveLength(13);
    expect(JSON.stringify(blocks.at(-1))).toContain('and 28 more');
  });
});

describe('how long an incident may sleep', () => {
  const at = (iso: string) => Date.parse(iso);
  const last = (now: string, zone?: string) => snoozeChoices(at(now), zone).at(-1);
  it.each([
    ['2026-01-05T02:00:00Z', 'Europe/Madrid', 'Until 9:00 this morning', '2026-01-05T08:00:00Z'],
    ['2026-01-05T07:30:00Z', 'Europe/Madrid', 'Until 9:00 tomorrow', '2026-01-06T08:00:00Z'],
    ['2026-03-28T20:00:00Z', 'Europe/Madrid', 'Until 9:00 tomorrow', '2026-03-29T07:00:00Z'],
    ['2026-01-05T12:00:00Z', undefined, 'Until 9:00 tomorrow (UTC)', '2026-01-06T09:00:00Z'],
    ['2026-01-05T12:00:00Z', 'Nowhere/Land', 'Until 9:00 tomorrow (UTC)', '2026-01-06T09:00:00Z'],
  ])('at %s in %s it is offered "%s"', (now, zone, text, until) => {
    expect(last(now, zone)).toEqual({ text, value: `until:${String(at(until))}` });
  });
});
