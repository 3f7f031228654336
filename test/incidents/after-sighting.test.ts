import { describe, expect, it } from '@jest/globals';
import { afterSighting } from '../../src/incidents/after-sighting.ts';
import { settled } from '../../src/incidents/after-due.ts';
import { afterPress } from '../../src/incidents/after-press.ts';
import { changed } from '../../src/incidents/changed.ts';
import { entered } from '../../src/incidents/entered.ts';
import { isOpen, type Incident, type IncidentPlan, type Sighting } from '../../src/incidents/index.ts';
import { plan, sighting } from '../contracts/incident-records.ts';
import { monday } from '../contracts/records.ts';

const minute = 60_000;
let events = 0;

function after(
  incident: Incident | undefined,
  more: Partial<Sighting> = {},
  { now = monday, ...ofPlan }: Partial<IncidentPlan> & { now?: number } = {},
): Incident | undefined {
  const heard = sighting('alarm/errors', { eventKey: `event-${String(events++)}`, at: now, ...more });
  const next = afterSighting(incident, heard, plan(ofPlan), now);
  return next && changed(incident?.id === next.id ? incident : undefined, next, now).incident;
}

const open = (ofPlan: Partial<IncidentPlan> & { now?: number } = {}) => must(after(undefined, {}, ofPlan));
const told = ({ timeline }: Incident) => timeline.filter(({ tell }) => tell).map(({ what }) => what);
const dueAt = ({ due }: Incident, kind: string) => due.find((one) => one.kind === kind)?.at;

describe('events of one key', () => {
  it('are one incident with a count, and milestones in its timeline', () => {
    let incident = open();
    for (let n = 1; n < 1_000; n += 1) incident = must(after(incident));
    expect(incident).toMatchObject({ count: 1_000, round: 1, revision: 1_000 });
    expect(incident.timeline.map(({ says }) => says)).toEqual([
      'alarm/errors: errors above 5 %.',
      'Seen 2 times.',
      'Seen 10 times.',
      'Seen 100 times.',
      'Seen 1000 times.',
    ]);
    expect(told(incident)).toEqual([]);
  });

  it('count once, however often one comes', () => {
    const incident = must(after(undefined, { eventKey: 'the-same' }));
    expect(after(incident, { eventKey: 'the-same' })).toBeUndefined();
  });

  it('make the same id wherever they are seen first', () => {
    expect(open().id).toBe(open({ now: monday + minute }).id);
    expect(open().id).toMatch(/^inc_/);
  });

  it('show the newest facts, whatever order they come in', () => {
    const newer = must(after(open(), { facts: [{ name: 'Errors', value: '9 %' }], at: monday + minute }));
    const older = must(after(newer, { facts: [{ name: 'Errors', value: '1 %' }], at: monday - minute }));
    expect(older.latest.facts).toEqual([{ name: 'Errors', value: '9 %' }]);
    expect(older.first.facts).toEqual([{ name: 'Errors', value: '7 %' }]);
  });

  it('relate the executions that they are about', () => {
    const incident = must(after(open(), { subject: { executionArn: 'arn:run' } }));
    expect(must(after(incident, { subject: { executionArn: 'arn:run' } })).related).toEqual([
      { kind: 'execution', id: 'arn:run' },
    ]);
  });
});

describe('an incident that grows worse', () => {
  const quiet = () => open({ severity: 'normal', escalate: [{ afterSeconds: 60, to: '@leads' }] });
  const pressing = { who: 'U1', now: monday + minute, nameOf: (id: string) => id };

  it('waits for somebody again, who is called from the first on, and its thread is told', () => {
    const pressed = afterPress(quiet(), { kind: 'acknowledge' }, pressing);
    const held = pressed.kind === 'changed' ? pressed.incident : quiet();
    expect(dueAt(held, 'escalate')).toBeUndefined();
    const worse = must(after(held, {}, { severity: 'critical', now: monday + 5 * minute }));
    expect(worse).toMatchObject({
      severity: 'critical',
      state: { kind: 'open' },
      commander: 'U1',
      escalated: 0,
    });
    expect(worse.timeline.at(-1)).toMatchObject({ what: 'grew-worse', calls: 'U1', tell: 'grew-worse-4' });
    expect(dueAt(worse, 'escalate')).toBe(monday + 6 * minute);
  });

  it('does not grow worse by a quieter event', () => {
    expect(must(after(open(), {}, { severity: 'low' })).severity).toBe('high');
  });
});

describe('an incident that is over by itself', () => {
  const over = (incident: Incident, now: number) =>
    after(incident, { phase: 'resolves', title: 'The alarm is OK again.' }, { now });

  it('is resolved by what its event says, and its thread is told', () => {
    const incident = must(over(open(), monday + minute));
    expect(incident.state).toEqual({
      kind: 'resolved',
      at: monday + minute,
      because: 'The alarm is OK again.',
    });
    expect(told(incident)).toEqual(['resolved']);
    expect(incident.count).toBe(1);
    expect(isOpen(incident)).toBe(false);
  });

  it('is left alone by an end that came late: from before the newest trouble', () => {
    expect(after(open({ now: monday + minute }), { phase: 'resolves', at: monday })).toBeUndefined();
  });

  it('does nothing where nothing is open', () => {
    expect(after(undefined, { phase: 'resolves' })).toBeUndefined();
    const shut = must(over(open(), monday + minute));
    expect(over(shut, monday + 2 * minute)).toBeUndefined();
  });

  it('is opened again by an event within half an hour, and is another incident after that', () => {
    const shut = must(over(open(), monday + minute));
    const back = must(after(shut, {}, { now: monday + 31 * minute }));
    expect(back).toMatchObject({ id: shut.id, round: 1, count: 2, state: { kind: 'open' } });
    expect(told(back)).toEqual(['resolved', 'reopened']);
    const another = must(after(shut, {}, { now: monday + 32 * minute }));
    expect(another).toMatchObject({ round: 2, count: 1, related: [{ kind: 'incident', id: shut.id }] });
    expect(another.id).not.toBe(shut.id);
  });

  it('counts an event that happened before its own end, and stays over', () => {
    const shut = must(over(open(), monday + minute));
    const late = must(after(shut, { at: monday + 30_000 }, { now: monday + 2 * minute }));
    expect(late).toMatchObject({ count: 2, state: { kind: 'resolved' } });
  });
});

describe('an incident that somebody resolved', () => {
  it('is not opened again by an event: the next one is looked at anew, at once', () => {
    const pressing = { who: 'U1', now: monday + minute, nameOf: (id: string) => id };
    const pressed = afterPress(open(), { kind: 'resolve', because: 'Rolled back.' }, pressing);
    const shut = pressed.kind === 'changed' ? pressed.incident : open();
    const next = must(after(shut, {}, { now: monday + 2 * minute }));
    expect(next).toMatchObject({ round: 2, related: [{ kind: 'incident', id: shut.id }] });
    expect(next.timeline[0]?.says).toBe(
      'alarm/errors: errors above 5 % It came again after it was resolved.',
    );
  });
});

describe('silence', () => {
  it('resolves an incident whose plan says so, counted from the last event', () => {
    const incident = must(after(open({ settleAfterSeconds: 600 }), {}, { now: monday + 5 * minute }));
    expect(dueAt(incident, 'settle')).toBe(monday + 15 * minute);
    expect(settled(incident, monday + 10 * minute).state.kind).toBe('open');
    expect(settled(incident, monday + 15 * minute).state).toMatchObject({
      because: 'Nothing was heard of it for 10 minutes.',
    });
  });

  it('closes a notice after an hour: it calls nobody, tells nobody, and is no open incident', () => {
    const escalate = [{ afterSeconds: 60, to: '@leads' }];
    const notice = open({ weight: 'notice', escalate });
    expect(isOpen(notice)).toBe(false);
    expect(notice.due.map(({ kind }) => kind).sort()).toEqual(['settle', 'show']);
    const grouped = must(after(notice, {}, { weight: 'notice', now: monday + 59 * minute }));
    expect(grouped.count).toBe(2);
    const shut = settled(grouped, monday + 119 * minute);
    expect(shut.state.kind).toBe('resolved');
    expect(told(shut)).toEqual([]);
    expect(must(after(shut, {}, { weight: 'notice', now: monday + 120 * minute })).round).toBe(2);
  });
});

describe('the timeline', () => {
  it('keeps how it began and what came last; what no longer fits is counted, and in the audit', () => {
    const first = open();
    let incident = first;
    for (let n = 0; n < 150; n += 1)
      incident = entered(incident, { at: monday, what: 'noted', says: `note ${String(n)}`, tell: true });
    expect(incident.timeline).toHaveLength(100);
    expect(incident.timelineFolded).toBe(51);
    expect(incident.timeline[1]?.says).toBe('note 0');
    expect(incident.timeline.at(-1)?.says).toBe('note 149');
    expect(new Set(incident.timeline.map(({ tell }) => tell)).size).toBe(100);
  });

  it('has no secrets in it, whoever wrote them', () => {
    const says = 'Try again with xoxb-1234567890-secret and AKIAIOSFODNN7EXAMPLE';
    const next = entered(open(), { at: monday, what: 'noted', says, tell: false });
    const { entries } = changed(open(), next, monday);
    expect(JSON.stringify([next, entries])).not.toMatch(/xoxb-1234|IOSFODNN/);
  });
});

function must(incident: Incident | undefined): Incident {
  if (!incident) throw new Error('the event changed nothing');
  return incident;
}
