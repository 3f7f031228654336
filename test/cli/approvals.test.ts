import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStage, type Stage } from '../scenarios/stage.ts';
import { idOn, runOn } from './run.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage.stop();
});

describe('signalbox approvals', () => {
  it('says where nothing waits', async () => {
    expect(await runOn(stage, ['approvals'])).toMatchObject({ code: 0, out: 'Nothing waits.\n' });
    expect(await runOn(stage, ['approvals', '--json'])).toMatchObject({ out: '[]\n' });
  });

  it('lists what waits, and what the caller of AWS may decide', async () => {
    const theirs = await stage.promotion('U0REQUESTER', 'Jane \u001b[31mDoe');
    const own = await stage.promotion('U0APPROVER', 'Approver Themselves');
    const all = await runOn(stage, ['approvals']);
    expect(all.out).toContain(`${idOn(theirs.card)}  Promote Jane  [31mDoe`);
    expect(all.out).toContain('gate promotion, PromotionApproval · ');
    expect(all.out).toContain('approver@example.com (within @release-managers)');
    expect(all.out).toContain('2 waiting.');
    const mine = await runOn(stage, ['approvals', '--mine', '--json']);
    expect(JSON.parse(mine.out)).toEqual([
      expect.objectContaining({
        id: idOn(theirs.card),
        gate: 'promotion',
        machine: 'PromotionApproval',
        severity: 'normal',
      }),
    ]);
    expect(mine.out).not.toContain(idOn(own.card));
  });

  it('shows nobody’s own list to whom nobody mapped', async () => {
    const ran = await runOn(stage, ['approvals', '--mine'], { as: 'second-approver' });
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining('user/second-approver') });
  });
});
