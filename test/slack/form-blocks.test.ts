import { describe, expect, it } from '@jest/globals';
import type { FormField } from '../../src/forms/index.ts';
import { loadPolicy } from '../../src/config/index.ts';
import { formBlocks, formValues } from '../../src/slack/form-blocks.ts';

const policy = `gates:
  g:
    for: [M]
    channel: c
    title: t
    levels: [{ name: l, any: [U0A] }]
    form:
      type: object
      required: [window, change]
      properties:
        window: { type: string, enum: [now, tonight], title: When }
        change: { type: string, minLength: 3, maxLength: 20, pattern: '^CHG', description: The ticket }
        day: { type: string, format: date }
        who: { type: string, format: users }
        with: { type: array, items: { type: string, format: users } }
        regions: { type: array, items: { type: string, enum: [eu, us] } }
        percent: { type: integer, minimum: 1, maximum: 100 }
        paged: { type: boolean }
`;

function fields(): readonly FormField[] {
  const loaded = loadPolicy(policy, {});
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy.gates.get('g')?.formFields ?? [];
}

describe('a form in Slack', () => {
  it('has an input of the right kind for each property', () => {
    const drawn = formBlocks(fields()).map(({ block_id, optional, element }) => [
      block_id,
      optional,
      element.type,
    ]);
    expect(drawn).toEqual([
      ['form.window', false, 'static_select'],
      ['form.change', false, 'plain_text_input'],
      ['form.day', true, 'datepicker'],
      ['form.who', true, 'users_select'],
      ['form.with', true, 'multi_users_select'],
      ['form.regions', true, 'multi_static_select'],
      ['form.percent', true, 'number_input'],
      ['form.paged', true, 'radio_buttons'],
    ]);
    expect(formBlocks(fields())[0]).toMatchObject({ label: { text: 'When' } });
    expect(formBlocks(fields())[1]).toMatchObject({
      hint: { text: 'The ticket' },
      element: { min_length: 3, max_length: 20 },
    });
    expect(formBlocks(fields())[6]).toMatchObject({
      element: { is_decimal_allowed: false, min_value: '1', max_value: '100' },
    });
  });

  it('is read back as JSON, without what was left empty', () => {
    const state = {
      'form.window': { value: { selected_option: { value: 'now' } } },
      'form.change': { value: { value: 'CHG1' } },
      'form.day': { value: { selected_date: null } },
      'form.who': { value: { selected_user: 'U0A' } },
      'form.with': { value: { selected_users: [] } },
      'form.regions': { value: { selected_options: [{ value: 'eu' }] } },
      'form.percent': { value: { value: '20' } },
      'form.paged': { value: { selected_option: { value: 'no' } } },
    };
    expect(formValues(fields(), state)).toEqual({
      window: 'now',
      change: 'CHG1',
      who: 'U0A',
      regions: ['eu'],
      percent: 20,
      paged: false,
    });
    expect(formValues(fields(), { 'form.percent': { value: { value: 'x' } } })).toEqual({ percent: 'x' });
  });

  it('begins with what is given, where Slack would take it', () => {
    const named = (name: string) => ({ name, label: name, required: false });
    const given: readonly FormField[] = [
      { ...named('text'), kind: 'text', initial: 'api' },
      { ...named('long'), kind: 'text', maxLength: 2, initial: 'too long' },
      { ...named('number'), kind: 'number', whole: true, initial: 3 },
      { ...named('day'), kind: 'date', initial: '2026-12-31' },
      { ...named('noDay'), kind: 'date', initial: 'soon' },
      { ...named('who'), kind: 'person', initial: 'U0A' },
      { ...named('people'), kind: 'people', initial: ['U0A', 'jane'] },
      { ...named('one'), kind: 'choice', options: ['a'], initial: 'a' },
      { ...named('several'), kind: 'choices', options: ['a', 'b'], initial: ['b', 'z'] },
      { ...named('yes'), kind: 'yes-no', initial: false },
      { ...named('json'), kind: 'json', initial: { a: 1 } },
    ];
    const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
    const begun = formBlocks(given).map(({ element }) =>
      Object.fromEntries(Object.entries(element).filter(([key]) => key.startsWith('initial'))),
    );
    expect(begun).toEqual([
      { initial_value: 'api' },
      {},
      { initial_value: '3' },
      { initial_date: '2026-12-31' },
      {},
      { initial_user: 'U0A' },
      { initial_users: ['U0A'] },
      { initial_option: option('a') },
      { initial_options: [option('b')] },
      { initial_option: option('no') },
      { initial_value: '{\n  "a": 1\n}' },
    ]);
  });
});
