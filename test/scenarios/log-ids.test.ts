import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openAsking } from './asking.ts';
import { shared, until, words } from './stage.ts';

const stage = shared(await openAsking());

type Line = Readonly<Record<string, unknown>>;
const text = () => readFileSync(join(stage.dataFolder, 'bot.log'), 'utf8');
const lines = (): readonly Line[] =>
  text()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
/** The line that says this, with at least these fields. */
const line = (msg: string, fields: Line = {}) =>
  until(() =>
    Promise.resolve(
      lines().findLast(
        (one) => one['msg'] === msg && Object.entries(fields).every(([name, value]) => one[name] === value),
      ),
    ),
  );
const someText: unknown = expect.stringMatching(/./);
const envelope: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('the log of one story', () => {
  it('has the ids of every click, command, message, approval, execution and incident, and no secret', async () => {
    const { card, executionArn } = await stage.promotion('U0REQUESTER', 'Typed Canary');
    const approvalId = /apr_\w+/.exec(words(card))?.[0];
    const taskToken = await stage.tokenOf(executionArn).catch(() => '');
    await stage.click('U0APPROVER', card, 'reject');
    const { modal } = await until(async () => {
      const views = await stage.get<{ modal: { id: string } | null }>('views?user=U0APPROVER');
      return views.modal ? { modal: views.modal } : undefined;
    });
    await stage.post('submit', {
      user: 'U0APPROVER',
      view_id: modal.id,
      values: { reason: { reason: 'A canary of a reason' } },
    });

    await stage.createMachine('deploy-broken', { No: { Type: 'Fail', Error: 'DiskFull', Cause: 'full' } });
    const broken = await stage.start('deploy-broken', { answer: 'Input Canary' });
    const incident = await until(async () =>
      (await stage.messages('incidents')).find(
        ({ metadata }) => metadata?.event_type === 'signalbox_incident',
      ),
    );
    // A press between the post and its record is refused: nobody is that quick but a test.
    await until(async () => {
      await stage.post('click', {
        user: 'U0SECURITY',
        channel: 'C0INCIDENTS',
        ts: incident.ts,
        action_id: 'incident.acknowledge',
      });
      return text().includes('"response taken"');
    });

    const arrived = 'arrived from slack';
    expect(await line(arrived, { kind: 'slash_command' })).toMatchObject({
      ...{ envelope, what: '/workflow', who: 'U0REQUESTER', channel: 'C0WORKFLOWS' },
    });
    expect(await line('execution started', { executionArn })).toMatchObject({ requester: 'U0REQUESTER' });
    expect(await line('ask recorded', { approvalId })).toMatchObject({ gate: 'promotion' });
    expect(await line('ask verified', { approvalId })).toMatchObject({ executionArn });
    expect(await line(arrived, { what: 'approval.reject' })).toMatchObject({
      ...{ envelope, kind: 'block_actions', about: approvalId, who: 'U0APPROVER', messageTs: card.ts },
    });
    expect(await line(arrived, { kind: 'view_submission' })).toMatchObject({ envelope, viewId: modal.id });
    expect(await line('decision recorded', { approvalId })).toMatchObject({
      ...{ approver: 'U0APPROVER', verdict: 'reject', decisionId: someText },
    });
    const worked = await until(() =>
      Promise.resolve(
        lines().find(({ executions }) => Array.isArray(executions) && executions.includes(broken)),
      ),
    );
    expect(worked).toMatchObject({ msg: 'message worked on', messageId: someText, events: [someText] });
    const { incidentId } = await line('incident opened');
    expect(incidentId).toEqual(someText);
    expect(await line(arrived, { what: 'incident.acknowledge' })).toMatchObject({
      ...{ envelope, about: incidentId, who: 'U0SECURITY', messageTs: incident.ts },
    });
    expect(await line('response taken', { incidentId })).toMatchObject({ who: 'U0SECURITY' });

    const env = await stage.get<Record<string, string>>('env');
    for (const secret of [
      env['SLACK_BOT_TOKEN'],
      env['SLACK_APP_TOKEN'],
      env['SIGNALBOX_TOKEN_KEY'],
      taskToken,
    ])
      if (secret !== undefined && secret !== '') expect(text()).not.toContain(secret);
    expect(text()).not.toMatch(/sbxtok-|xoxb-|xapp-/);
    // What people typed, into a command, a form or a reason, is for the record and not for the log.
    expect(text()).not.toMatch(/canary/i);
  });
});
