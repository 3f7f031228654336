import { describe, expect, it } from '@jest/globals';
import type { Incident, IncidentPlan } from '../../../src/incidents/index.ts';
import { renderIncident } from '../../../src/slack/incidents/card.ts';
import { monday } from '../../contracts/records.ts';
import { aSighting, incident, step } from './an-incident.ts';

const by = 'U0APPROVER';
const acknowledged = { kind: 'acknowledged', by, at: monday } as const;
const resolved = { kind: 'resolved', by, at: monday, because: 'Fixed: rolled back' } as const;

const card = (more: Partial<Incident> = {}, plan: Partial<IncidentPlan> = {}) =>
  renderIncident(incident(more, plan));
const said = (...[more, plan]: Parameters<typeof card>) => {
  const { blocks, attachments } = card(more, plan);
  return JSON.stringify({ blocks, attachments });
};
/** Texts of the buttons in sight. */
const buttons = (...[more, plan]: Parameters<typeof card>) =>
  card(more, plan).blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((element) => (element.type === 'button' ? [element.text.text] : []))
      : [],
  );

describe('the card of an incident', () => {
  it.each([
    ['critical', '🚨 CRITICAL', '#b3001b'],
    ['high', '🟠 HIGH', '#e8710a'],
    ['normal', '🟡 NORMAL', '#e3b505'],
    ['low', '🔵 LOW', '#3a7bd5'],
  ] as const)('says %s by sign, word and colour', (severity, words, colour) => {
    const { blocks, attachments, text } = card({ severity });
    expect(JSON.stringify(blocks[0])).toContain(`${words} · Alarm checkout-5xx is in ALARM`);
    expect(attachments?.[0]?.color).toBe(colour);
    expect(text.toLowerCase()).toContain(`${severity}: alarm checkout-5xx`);
  });

  it('reads from what happened to what to press, and has the evidence below', () => {
    const { blocks, attachments } = card();
    const order = blocks.map((block) => JSON.stringify(block));
    expect(order[0]).toContain('is in ALARM');
    expect(order[1]).toMatch(/More than 5 %.*What to do:.*newest deployment/);
    expect(order[2]).toContain('Nobody has it yet.');
    expect(order[3]).toContain('Acknowledge');
    const evidence = JSON.stringify(attachments);
    expect(evidence).toContain('*Function*\\n`checkout_api`');
    expect(evidence).toContain('<https://eu-west-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:x|Alarm>');
    expect(evidence).toContain('`efghjk` · alarms · 000000000000 eu-west-1');
  });

  it.each([
    ['is open', {}, ['Acknowledge', 'Take it', 'Resolve…']],
    ['is open and assigned', { commander: by }, ['Acknowledge', 'Resolve…']],
    ['is acknowledged', { state: acknowledged, commander: by }, ['Resolve…']],
    [
      'is snoozed',
      { state: { kind: 'snoozed', by, at: monday, until: monday }, commander: by },
      ['Acknowledge', 'Resolve…'],
    ],
    ['is resolved', { state: resolved }, []],
  ] as const)('has the buttons of what helps while it %s', (_name, more, shown) => {
    expect(buttons(more)).toEqual(shown);
  });

  it.each([
    ['nobody has it', {}, 'Nobody has it yet.'],
    ['who acknowledged it has it', { state: acknowledged, commander: by }, `by <@${by}>`],
    ['another has it', { state: acknowledged, commander: 'U0OTHER' }, '*<@U0OTHER> has it.*'],
    [
      'it sleeps',
      { state: { kind: 'snoozed', by, at: monday, until: monday + 900_000 } },
      `Snoozed until <!date^${String((monday + 900_000) / 1_000)}`,
    ],
    ['it is over', { state: resolved }, `*Resolved* by <@${by}>`],
    [
      'it is over by itself',
      { state: { kind: 'resolved', at: monday, because: 'Alarm is OK' } },
      '*Resolved* by itself',
    ],
  ] as const)('says how it stands where %s', (_name, more, words) => {
    expect(said(more)).toContain(words);
  });

  it('is one line taller than its title once it is over, and offers to open it again', () => {
    const { blocks, attachments } = card({ state: resolved, count: 3 });
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section']);
    expect(JSON.stringify(blocks)).toContain('Fixed: rolled back · seen 3 times');
    expect(JSON.stringify(blocks)).toContain('reopen:inc_');
    expect(attachments).toEqual([]);
  });

  it('says whom it calls next, who was called, and names nobody so that it rings', () => {
    const names = new Map([['U0LEAD', 'Lea']]);
    const shown = (more: Partial<Incident>) => JSON.stringify(renderIncident(incident(more), { names }));
    expect(shown({})).toContain('Calls @platform-leads next, <!date^');
    expect(shown({ escalated: 1 })).toContain('Called so far: @platform-leads. ⏰ Calls Lea next');
    expect(shown({ escalated: 1 })).not.toContain('<@U0LEAD>');
    expect(shown({ state: acknowledged, due: [] })).not.toContain('⏰');
  });

  it('counts, and says since when and when last', () => {
    const words = said({ count: 1_400, lastSeenAt: monday + 60_000 });
    expect(words).toMatch(/Seen 1,400 times since <!date\^\d+.* · last <!date\^/);
    expect(said()).toMatch(/"Since <!date/);
  });

  it('links the runs and incidents of the same trouble', () => {
    const related = [
      { kind: 'execution', id: 'arn:aws:states:eu-west-1:000000000000:execution:deploy:run-1' },
      { kind: 'incident', id: 'inc_known000' },
      { kind: 'incident', id: 'inc_other000' },
    ] as const;
    const links = new Map([['inc_known000', 'https://sandbox.slack.com/archives/C1/p1']]);
    const words = JSON.stringify(renderIncident(incident({ related }), { links }).attachments);
    expect(words).toMatch(/execution <https:\/\/eu-west-1\.console[^>]*\|run-1>/);
    expect(words).toContain('<https://sandbox.slack.com/archives/C1/p1|incident own000>');
    expect(words).toContain('incident her000');
  });

  it('has one button for a notice, and calls nobody', () => {
    const { blocks, attachments } = card({}, { weight: 'notice' });
    expect(blocks.map(({ type }) => type)).toEqual(['section']);
    const words = JSON.stringify(blocks);
    expect([...words.matchAll(/action_id":"(\S+?)"/g)].map(([, id]) => id)).toEqual(['incident.details']);
    expect(JSON.stringify(attachments)).not.toContain('⏰');
  });

  it('is another card only where something changed', () => {
    expect(card().digest).toBe(card().digest);
    expect(card({ revision: 9 }).digest).toBe(card().digest);
    expect(card({ count: 2 }).digest).not.toBe(card().digest);
  });

  it('says of a link of which the address is none that it is a word', () => {
    const latest = { ...aSighting, links: [{ label: 'Run', url: 'javascript:alert(1)' }] };
    expect(JSON.stringify(card({ latest }).attachments)).not.toContain('javascript');
  });
});

describe('the runbook on the card', () => {
  const runbook = [
    step('deactivate', { label: 'Deactivate the key', undo: 'activate', atOnce: true }),
    step('activate', { label: 'Activate it again' }),
    step('delete', {
      label: 'Delete the key',
      secondPerson: true,
      style: 'danger',
      confirm: 'It is gone for good.',
    }),
  ];
  const done = { kind: 'done', at: monday, says: 'The key is inactive.' } as const;

  it('offers what takes a step back once that step is done', () => {
    expect(buttons({}, { runbook })).toEqual([
      'Acknowledge',
      'Take it',
      'Resolve…',
      'Deactivate the key',
      'Ask: Delete the key',
    ]);
    expect(buttons({ steps: { deactivate: done } }, { runbook })).toEqual([
      'Acknowledge',
      'Take it',
      'Resolve…',
      'Activate it again',
      'Ask: Delete the key',
    ]);
  });

  it('asks a second person to agree, by name of who asked', () => {
    const steps = { delete: { kind: 'asked', by, at: monday } } as const;
    expect(buttons({ steps }, { runbook })).toContain('Agree: Delete the key');
    const words = said({ steps }, { runbook });
    expect(words).toContain(`*Delete the key*: <@${by}> asked for it; a second person must agree.`);
    expect(words).toContain('It is gone for good. With your agreement it is done now.');
  });

  it.each([
    [{ kind: 'going', by, agreedBy: 'U0B', at: monday }, `under way by <@${by}>, agreed by <@U0B>`],
    [done, 'The key is inactive.'],
    [{ kind: 'failed', by, at: monday, because: 'IAM refused it.' }, 'did not work: IAM refused it.'],
  ] as const)('says how a step stands: %j', (state, words) => {
    expect(said({ steps: { deactivate: state } }, { runbook })).toContain(words);
  });

  it('offers a step again that did not work, and none that is under way', () => {
    const failed = { kind: 'failed', at: monday, because: 'no' } as const;
    const going = { kind: 'going', at: monday } as const;
    expect(buttons({ steps: { deactivate: failed } }, { runbook })).toContain(
      'Try again: Deactivate the key',
    );
    expect(buttons({ steps: { deactivate: going } }, { runbook })).not.toContain('Deactivate the key');
  });

  it('keeps to six buttons, and leads to the other steps', () => {
    const many = Array.from({ length: 9 }, (_, index) => step(`s${String(index)}`));
    expect(buttons({}, { runbook: many })).toEqual([
      'Acknowledge',
      'Take it',
      'Resolve…',
      's0',
      's1',
      'All steps…',
    ]);
    expect(buttons({ state: acknowledged, commander: by }, { runbook: many })).toHaveLength(6);
    const asked = { s8: { kind: 'asked', by, at: monday } } as const;
    expect(buttons({ steps: asked }, { runbook: many })).toContain('Agree: s8');
  });
});
