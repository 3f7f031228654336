import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { built, openStage, until, type Stage } from './stage.ts';

const policy = `
machines: ['*']
access:
  - { allow: [list, status, start, abort, approvals], who: [U0REQUESTER, U0APPROVER], on: ['*'] }
workflows:
  greet:
    machine: HelloWorld
    description: Says hello.
    channels: [workflows]
    input: ./greet.schema.json
  promote: { machine: PromotionApproval }
`;
const schema = {
  type: 'object',
  required: ['name', 'mood'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', maxLength: 20, pattern: '^[A-Z]' },
    mood: { enum: ['good', 'bad'], default: 'good' },
    times: { type: 'integer', minimum: 1, default: 2 },
    day: { type: 'string', format: 'date' },
    loud: { type: 'boolean' },
    with: { type: 'array', items: { type: 'string', format: 'users' } },
    tags: { type: 'array', items: { enum: ['a', 'b', 'c'] } },
    place: { type: 'object', properties: { city: { type: 'string' } } },
    extra: { type: 'object' },
    permalink: { type: 'string' },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'signalbox-start-'));
let stage: Stage;
beforeAll(async () => {
  writeFileSync(join(folder, 'signalbox.yaml'), policy);
  writeFileSync(join(folder, 'greet.schema.json'), JSON.stringify(schema));
  stage = await openStage({ botProgram: built, policyFile: join(folder, 'signalbox.yaml') });
});
beforeEach(() => stage.post('reset', {}));
afterAll(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true, force: true });
});

const user = 'U0REQUESTER';
const hello = 'arn:aws:states:us-east-1:000000000000:stateMachine:HelloWorld';
interface Modal {
  readonly id: string;
  readonly callback_id: string;
  readonly blocks: readonly Record<string, unknown>[];
}
const views = (who = user) =>
  stage.get<{ modal: Modal | null; home: { blocks: readonly unknown[] } | null }>(`views?user=${who}`);
const modal = (callbackId: string, who = user) =>
  until(async () => {
    const found = (await views(who)).modal;
    return found?.callback_id === callbackId && found;
  });
const inputs = async () => {
  const { executions = [] } = await stage.sfn.send(new ListExecutionsCommand({ stateMachineArn: hello }));
  const found = await Promise.all(
    executions.map(({ executionArn }) => stage.sfn.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return found.map(({ input = '' }) => JSON.parse(input) as unknown);
};
const value = (what: unknown) => ({ value: what });
const said = (channel: string, words: string, viewer = user) =>
  until(async () => (await stage.messages(channel, viewer)).find(({ text }) => text.includes(words)));

describe('/workflow start', () => {
  it('asks which workflow, then for its input, and tells the channel who started it', async () => {
    await stage.command(user, 'start');
    const picker = await modal('start.picker');
    await stage.post('click', { user, view_id: picker.id, action_id: 'start.pick', value: 'greet' });
    const form = await modal('start.form');
    expect(form.id).toBe(picker.id);
    expect(JSON.stringify(form.blocks)).toContain('Says hello.');
    const values = {
      'form.name': value('jane'),
      'form.mood': value('bad'),
      'form.day': value('2026-12-31'),
      'form.loud': value('yes'),
      'form.with': value(['U0APPROVER']),
      'form.tags': value(['a', 'c']),
      'form.place/city': value('Oslo'),
      'form.extra': value('{“deep”: [1]}'),
    };
    expect(await stage.post('submit', { user, view_id: form.id, values })).toEqual({
      ok: false,
      errors: { 'form.name': 'This must have the form ^[A-Z].' },
    });
    expect(await inputs()).toEqual([]);
    const mended = { ...values, 'form.name': value('Jane') };
    expect(await stage.post('submit', { user, view_id: form.id, values: mended })).toMatchObject({
      ok: true,
    });
    await said('workflows', '<@U0REQUESTER> started *HelloWorld*');
    expect(await inputs()).toEqual([
      {
        name: 'Jane',
        mood: 'bad',
        times: 2,
        day: '2026-12-31',
        loud: true,
        with: ['U0APPROVER'],
        tags: ['a', 'c'],
        place: { city: 'Oslo' },
        extra: { deep: [1] },
      },
    ]);
    const { text } = await said('workflows', 'started *HelloWorld*');
    await stage.command(user, `status ${/sbx_\w+/.exec(text)?.[0] ?? ''}`);
    expect((await said('workflows', 'by <@U0REQUESTER>')).ephemeral).toBe(user);
  });

  it('starts once where the form is submitted twice at the same moment', async () => {
    await stage.command(user, 'start gre');
    const { id } = await modal('start.form');
    const submit = () => stage.post('submit', { user, view_id: id, values: { 'form.name': value('Jane') } });
    const answers = await Promise.all([submit(), submit()]);
    expect(answers.some(({ ok }) => ok)).toBe(true);
    await said('workflows', 'started *HelloWorld*');
    expect(await inputs()).toHaveLength(1);
  });

  it('opens a box for JSON where there is no schema, and says at the box what is no JSON', async () => {
    await stage.command(user, 'start promote');
    const { id } = await modal('start.form');
    const submit = (text: string) =>
      stage.post('submit', { user, view_id: id, values: { 'form.input': value(text) } });
    expect((await submit('{a: 1}')).errors?.['form.input']).toContain('not JSON: character 2');
    expect((await submit('{"managerEmailAddress": "approver@example.com"}')).ok).toBe(true);
    await said('workflows', 'started *PromotionApproval*');
  });

  it('refuses in words what does not fit, elsewhere than allowed, and to whom no rule allows it', async () => {
    await stage.command(user, 'start greet {"name": "Jane", "mod": "bad"}');
    await said('workflows', '$.mood is missing. $.mod is not known to the schema; did you mean "mood"?');
    await stage.command(user, 'start greet {"name": "Jane", "mood": "bad"}', 'C0RELEASES');
    await said('releases', 'greet may not be started here: signalbox.yaml allows it in #workflows only.');
    await stage.command('U0SECURITY', 'start greet');
    await said('workflows', 'no rule of signalbox.yaml allows you to start HelloWorld', 'U0SECURITY');
    expect((await views('U0SECURITY')).modal).toBeNull();
    expect(await inputs()).toEqual([]);
  });

  it('holds the rights anew at the submit', async () => {
    await stage.command(user, 'start greet');
    const { id } = await modal('start.form');
    await stage.post('change', { people: [{ id: user, guest: true }] });
    await stage.post('clock', { advance_seconds: 10 });
    await stage.post('submit', { user, view_id: id, values: { 'form.name': value('Jane') } });
    await said('workflows', 'Nothing was started: only full members');
    expect(await inputs()).toEqual([]);
  });

  it('waits with the person where AWS is slow, and says in words that Slack would not open a form any more', async () => {
    const slow = { service: 'states', operation: 'ListStateMachines', delay_ms: 2_500, times: 1 };
    await stage.post('faults', { aws: slow });
    await stage.command(user, 'start greet');
    await until(async () => JSON.stringify((await views()).modal?.blocks ?? '').includes('One moment'));
    await modal('start.form');
    await stage.post('faults', { slack: { method: 'views.open', error: 'expired_trigger_id', times: 1 } });
    await stage.command(user, 'start greet');
    await said('workflows', 'Slack did not open the form in time. Nothing was done: please try again.');
  });
});

describe('a shortcut', () => {
  const shortcut = (callbackId: string, more: Record<string, unknown> = {}) =>
    stage.post('shortcut', { user, callback_id: callbackId, ...more });

  it('starts a workflow from anywhere, told where the workflow may be started', async () => {
    expect(await shortcut('start_workflow')).toMatchObject({ ok: true });
    const { id } = await modal('start.picker');
    await stage.post('click', { user, view_id: id, action_id: 'start.pick', value: 'greet' });
    await modal('start.form');
    await stage.post('submit', { user, view_id: id, values: { 'form.name': value('Jane') } });
    await said('workflows', 'started *HelloWorld*');
  });

  it('starts a workflow about a message, with the link to it in its form', async () => {
    const { ts } = (await stage.post('say', {
      user,
      channel: 'workflows',
      text: 'greet Jane',
    })) as unknown as {
      ts: string;
    };
    await shortcut('start_about_message', { channel: 'C0WORKFLOWS', ts });
    const { id, blocks } = await modal('start.picker');
    expect(JSON.stringify(blocks)).not.toContain('promote');
    await stage.post('click', { user, view_id: id, action_id: 'start.pick', value: 'greet' });
    await modal('start.form');
    await stage.post('submit', { user, view_id: id, values: { 'form.name': value('Jane') } });
    const permalink = `${stage.sandbox.slackOrigin}/archives/C0WORKFLOWS/p${ts.replace('.', '')}`;
    await until(async () => (await inputs()).some((input) => JSON.stringify(input).includes(permalink)));
  });

  it('shows how the execution stands that a message names, to this person only', async () => {
    await stage.command(user, 'start greet {"name": "Jane", "mood": "bad"}');
    const { ts } = await said('workflows', 'started *HelloWorld*');
    await shortcut('execution_status', { channel: 'C0WORKFLOWS', ts });
    expect((await said('workflows', 'by <@U0REQUESTER>')).ephemeral).toBe(user);
  });

  it('lints the definition in a message or attached to it, and shows what waits', async () => {
    const text = '```{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}```';
    const { ts } = (await stage.post('say', { user, channel: 'workflows', text })) as unknown as {
      ts: string;
    };
    await shortcut('lint_definition', { channel: 'C0WORKFLOWS', ts });
    await until(async () => JSON.stringify((await views()).modal ?? '').includes('/States/A/Next: Missing'));
    const attached = (await stage.post('say', {
      user,
      channel: 'workflows',
      text: 'what is wrong with it?',
      files: [
        { name: 'run.log', content: 'no definition' },
        {
          name: 'order.asl.json',
          content: '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"}}}',
        },
        { name: 'order.yaml', content: 'StartAt: A\nStates:\n  A: { Type: Succeed }\n' },
      ],
    })) as unknown as { ts: string };
    await shortcut('lint_definition', { channel: 'C0WORKFLOWS', ts: attached.ts });
    const linted = await until(async () => {
      const shown = JSON.stringify((await views()).modal ?? '');
      return shown.includes('order.yaml') && shown;
    });
    expect(linted).toMatch(
      /order\.asl\.json.*Line 1 .*\/States\/A\/Next: Missing.*order\.yaml.*Nothing is wrong/,
    );
    expect(linted).not.toContain('run.log');
    await shortcut('my_approvals');
    await until(async () =>
      JSON.stringify((await views()).modal ?? '').includes('Nothing waits for a decision.'),
    );
  });
});

describe('anything typed behind /workflow', () => {
  it('is answered, through the whole way to Slack', async () => {
    const typed = fc.sample(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc
          .tuple(fc.constantFrom('start', 'status', 'abort', 'lint', 'help'), fc.string({ unit: 'grapheme' }))
          .map((parts) => parts.join(' ')),
        fc.tuple(fc.constant('start greet'), fc.json()).map((parts) => parts.join(' ')),
      ),
      { numRuns: 300, seed: 7 },
    );
    const seen = async () => ({
      answers: (await stage.messages('workflows', 'U0APPROVER')).length,
      modal: (await views('U0APPROVER')).modal?.id,
    });
    for (const text of typed) {
      const before = await seen();
      const answer = await stage.command('U0APPROVER', text);
      expect({ text, ...answer }).toMatchObject({ ok: true });
      await until(async () => {
        const now = await seen();
        return now.answers > before.answers || now.modal !== before.modal;
      });
    }
    const told = await stage.messages('workflows', 'U0APPROVER');
    for (const { text } of told) expect(text).not.toMatch(/went wrong|    at |undefined|\[object/);
  });
});
