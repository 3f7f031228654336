import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../src/incidents/index.ts';
import { surgeList } from '../../../src/slack/incidents/surge-list.ts';
import { createSurgeMembers } from '../../../src/slack/incidents/surge-members.ts';
import { openAccess } from '../../access/access.ts';
import { incident } from './an-incident.ts';

const ofRoute = (id: string, route: string, inSurge = 'srg_1'): Incident =>
  incident({ id, card: { inSurge } }, { route });
const open = [
  ofRoute('inc_1', 'alarms'),
  ofRoute('inc_2', 'payments'),
  ofRoute('inc_3', 'payments'),
  ofRoute('inc_4', 'alarms', 'srg_2'),
];
const people = ['U1', 'U2', 'U3'].map((id) => ({ id, name: id, standing: 'member' as const }));

function flood(incidents: readonly Incident[] = open) {
  const { access, refused } = openAccess({
    people,
    rules: [
      { allow: ['respond'], who: ['U1'], on: ['alarms'] },
      { allow: ['respond'], who: ['U2'], on: ['*'] },
    ],
  });
  const members = createSurgeMembers({ incidents: { open: async () => incidents }, access });
  return { members, refused };
}

describe('the incidents of a flood', () => {
  it('are shown to whoever may respond to them, and the others counted', async () => {
    const { members, refused } = flood();
    const found = await members.asked('U1', 'srg_1');
    expect(found).toEqual({ incidents: [open[0]], hidden: 2 });
    expect(await members.asked('U2', 'srg_1')).toMatchObject({ incidents: open.slice(0, 3), hidden: 0 });
    expect(refused).toEqual([]);
    if (typeof found === 'string') throw new Error(found);
    const shown = JSON.stringify(surgeList(found, { surgeId: 'srg_1' }));
    expect(shown).toContain('2 more are open to which you may not respond.');
    expect(shown).not.toContain('inc_2');
  });

  it('are refused in words to whoever may respond to none, and that is audited', async () => {
    const { members, refused } = flood();
    expect(await members.asked('U3', 'srg_1')).toMatch(
      /^They are not shown: no rule of .* respond to alarms/,
    );
    expect(refused).toMatchObject([{ who: 'U3', action: 'respond', resource: 'alarms' }]);
  });

  it('are no secret where none is open any more', async () => {
    const { members, refused } = flood([]);
    expect(await members.asked('U3', 'srg_1')).toEqual({ incidents: [], hidden: 0 });
    expect(refused).toEqual([]);
  });

  it('vanish from a list that is open when the right does, without another line in the audit', async () => {
    const { members, refused } = flood();
    expect(await members.again('U3', 'srg_1')).toEqual({ incidents: [], hidden: 3 });
    expect(refused).toEqual([]);
  });
});
