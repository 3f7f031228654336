import { describe, expect, it } from '@jest/globals';
import type { Gate } from '../../src/approvals/index.ts';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { formFaults, type FormField } from '../../src/forms/index.ts';
import { fillOutput } from '../../src/approvals/output-template.ts';
import { open } from './opened.ts';

const named = (required = false) => ({ name: 'x', label: 'X', required });

describe('what somebody filled in', () => {
  it.each<[string, FormField, JsonValue, string | undefined]>([
    [
      'a text that is long enough',
      { ...named(), kind: 'text', minLength: 2, maxLength: 3 },
      'abc',
      undefined,
    ],
    ['a text that is too short', { ...named(), kind: 'text', minLength: 2 }, 'a', 'at least 2'],
    ['a text that is too long', { ...named(), kind: 'text', maxLength: 3 }, 'abcd', 'at most 3'],
    ['a text of another form', { ...named(), kind: 'text', pattern: '^CHG\\d+$' }, 'x', 'in the form ^CHG'],
    ['a number for a text', { ...named(), kind: 'text' }, 1, 'Write text'],
    ['a number within its bounds', { ...named(), kind: 'number', whole: true, minimum: 1 }, 1, undefined],
    ['a number too small', { ...named(), kind: 'number', whole: false, minimum: 1 }, 0.5, '1 or more'],
    ['a number too large', { ...named(), kind: 'number', whole: false, maximum: 1 }, 2, '1 or less'],
    ['half a whole number', { ...named(), kind: 'number', whole: true }, 0.5, 'whole number'],
    ['words for a number', { ...named(), kind: 'number', whole: true }, 'ten', 'Write a number'],
    ['a day', { ...named(), kind: 'date' }, '2026-02-28', undefined],
    ['a day that is none', { ...named(), kind: 'date' }, '2026-02-30', 'Choose a day'],
    ['a person', { ...named(), kind: 'person' }, 'U0A', undefined],
    ['a name for a person', { ...named(), kind: 'person' }, 'alice', 'Choose a person'],
    ['people', { ...named(), kind: 'people' }, ['U0A', 'U0B'], undefined],
    ['one person for people', { ...named(), kind: 'people' }, 'U0A', 'Choose people'],
    ['a choice', { ...named(), kind: 'choice', options: ['now', 'tonight'] }, 'now', undefined],
    ['a choice that is not offered', { ...named(), kind: 'choice', options: ['now'] }, 'later', 'one of now'],
    ['several choices', { ...named(), kind: 'choices', options: ['a', 'b'] }, ['a', 'b'], undefined],
    ['one choice too many', { ...named(), kind: 'choices', options: ['a'] }, ['a', 'c'], 'Choose of a'],
    ['no', { ...named(true), kind: 'yes-no' }, false, undefined],
    ['a word for yes', { ...named(), kind: 'yes-no' }, 'yes', 'yes or no'],
    ['nothing, where it is not needed', { ...named(), kind: 'text', minLength: 2 }, '', undefined],
    ['nothing, where it is needed', { ...named(true), kind: 'text' }, '  ', 'needed'],
    ['no choice, where one is needed', { ...named(true), kind: 'choices', options: ['a'] }, [], 'needed'],
  ])('%s', (_what, field, value, fault) => {
    const found = formFaults([field], { x: value })['x'];
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });

  it('is refused where the form does not ask for it', () => {
    expect(formFaults([], { more: 1 })).toEqual({ more: 'The form does not ask for this.' });
  });
});

describe('a gate’s own output', () => {
  const decided = { form: { window: 'tonight', count: 3 }, decision: 'approved' };

  it.each<[JsonValue, JsonValue]>([
    ['{{ $.form.window }}', 'tonight'],
    ['{{ $.form.count }}', 3],
    ['{{$.decision}}: {{ $.form.count }} at {{ $.form.window }}', 'approved: 3 at tonight'],
    [{ list: ['{{ $.form.none }}'] }, { list: [null] }],
    ['{{ $.employee }}', '{{ $.employee }}'],
    [
      { n: 1, t: true, z: null },
      { n: 1, t: true, z: null },
    ],
  ])('%j becomes %j', (output, filled) => {
    expect(fillOutput(output, decided)).toEqual(filled);
  });
});

describe('a gate with a form', () => {
  const formFields: readonly FormField[] = [
    { name: 'window', label: 'Window', required: true, kind: 'choice', options: ['now', 'tonight'] },
  ];
  const recorded: Partial<Gate> = { formFields, output: { approve: { at: '{{ $.form.window }}' } } };
  const submission = (approvalId: string, form: JsonObject) =>
    ({ approvalId, who: 'U0APPROVER', verdict: 'approve', via: 'slack', form }) as const;

  it('asks whoever approves to fill it in, and nobody who rejects', async () => {
    const { press } = await open({ recorded: { ...recorded, reason: { approve: 'none', reject: 'none' } } });
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'words-wanted', reason: 'none' });
    expect(await press('U0APPROVER', { verdict: 'reject' })).toMatchObject({ kind: 'accepted' });
  });

  it('says on its fields what is wrong, before the modal closes', async () => {
    const { approvals, approval } = await open({ recorded });
    expect(await approvals.missing(submission(approval.id, {}))).toEqual({
      'form.window': 'This is needed.',
    });
    expect(await approvals.missing(submission(approval.id, { window: 'now' }))).toEqual({});
  });

  it.each([[{}], [{ window: 'never' }], [{ window: 'now', more: 'x' }]])(
    'takes no decision with %j',
    async (form) => {
      const { approvals, approval, ledger } = await open({ recorded });
      const outcome = await approvals.submit(submission(approval.id, form));
      expect(outcome).toMatchObject({ kind: 'refused', code: 'form-wrong' });
      expect((await ledger.get(approval.id))?.status).toBe('pending');
    },
  );

  it('hands what was filled in to the workflow', async () => {
    const { approvals, approval, ledger } = await open({ recorded });
    await approvals.submit(submission(approval.id, { window: 'tonight' }));
    const now = await ledger.get(approval.id);
    expect(now && ledger.answer(now)).toMatchObject({ output: '{"at":"tonight"}' });
    const standard = await open({ recorded: { ...recorded, output: {} } });
    await standard.approvals.submit(submission(standard.approval.id, { window: 'now' }));
    const done = await standard.ledger.get(standard.approval.id);
    expect(JSON.stringify(done && standard.ledger.answer(done))).toContain(
      '\\"form\\":{\\"window\\":\\"now\\"}',
    );
  });
});
