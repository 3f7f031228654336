import { describe, expect, it } from '@jest/globals';
import { actions, button, input, option, plain, sharedSlack, type Fields } from './local-slack.ts';
import { faultsBy, long, many, select, validator } from './validator.ts';

const validate = validator(await sharedSlack());

const faultsOf = (body: Fields) => faultsBy(validate, body);

describe('elements that Slack refuses', () => {
  it.each<[string, Fields, string]>([
    [
      'a value that is no string',
      actions(button('a', { value: 7 })),
      '/0/elements/0/value must provide a string',
    ],
    [
      'a long value',
      actions(button('a', { value: long(2_001) })),
      '/0/elements/0/value must be less than 2001 characters',
    ],
    [
      'an action_id that is no string',
      actions(button('a', { action_id: 7 })),
      '/0/elements/0/action_id must provide a string',
    ],
    [
      'a long action_id',
      actions(button(long(256), { text: plain('x') })),
      '/0/elements/0/action_id must be less than 256 characters',
    ],
    [
      'a made-up style',
      actions(button('a', { style: 'loud' })),
      '/0/elements/0/style must be a valid enum value',
    ],
    ['an address that is none', actions(button('a', { url: 'garbage' })), '/0/elements/0/url invalid url'],
    [
      'a confirmation that is a string',
      actions(button('a', { confirm: 'sure?' })),
      '/0/elements/0/confirm must provide an object',
    ],
    [
      'a long confirmation',
      actions(button('a', { confirm: { text: plain(long(301)) } })),
      '/0/elements/0/confirm/text/text must be less than 301 characters',
    ],
    [
      'a select without options',
      actions(select({})),
      '/0/elements/0 must define either `options` or `option_groups`',
    ],
    [
      '101 options',
      actions(select({ options: many(101, (n) => option(`o${n}`)) })),
      '/0/elements/0/options no more than 100 items allowed',
    ],
    [
      'mrkdwn in options',
      actions(select({ options: [{ text: { type: 'mrkdwn', text: 'x' }, value: 'x' }] })),
      '/0/elements/0/options/0/text/type must be a valid enum value',
    ],
    [
      'an option without a value',
      actions(select({ options: [{ text: plain('x') }] })),
      '/0/elements/0/options/0 missing required field: value',
    ],
    [
      'a long description',
      actions(select({ options: [{ ...option('x'), description: plain(long(76)) }] })),
      '/0/elements/0/options/0/description/text must be less than 76 characters',
    ],
    [
      'an initial option that is not there',
      actions(select({ options: [option('a')], initial_option: option('b') })),
      '/0/elements/0/initial_option initial option was not found in the options list',
    ],
    [
      'a group without options',
      actions(select({ option_groups: [{ label: plain('G'), options: [] }] })),
      '/0/elements/0/option_groups/0/options no less than 1 items allowed',
    ],
    [
      '101 groups',
      actions(
        select({ option_groups: many(101, (n) => ({ label: plain('G'), options: [option(`o${n}`)] })) }),
      ),
      '/0/elements/0/option_groups no more than 100 items allowed',
    ],
    [
      'six choices in an overflow',
      actions({ type: 'overflow', action_id: 'o', options: many(6, (n) => option(`o${n}`)) }),
      '/0/elements/0/options no more than 5 items allowed',
    ],
    [
      'eleven radio buttons',
      actions({ type: 'radio_buttons', action_id: 'r', options: many(11, (n) => option(`o${n}`)) }),
      '/0/elements/0/options no more than 10 items allowed',
    ],
    [
      'a date that is none',
      actions({ type: 'datepicker', action_id: 'd', initial_date: '2026-02-30' }),
      '/0/elements/0/initial_date must be a valid date',
    ],
    [
      'a time that is none',
      actions({ type: 'timepicker', action_id: 't', initial_time: '25:00' }),
      '/0/elements/0/initial_time must be a valid time',
    ],
    [
      'a moment that is none',
      actions({ type: 'datetimepicker', action_id: 't', initial_date_time: 12 }),
      '/0/elements/0/initial_date_time must provide an integer of 10 digits',
    ],
    [
      'a number input that does not say',
      input('n', { type: 'number_input' }),
      '/0/element missing required field: is_decimal_allowed',
    ],
    [
      'lengths that cross',
      input('t', { type: 'plain_text_input', min_length: 5, max_length: 4 }),
      '/0/element/min_length min_length must be less than or equal to max_length',
    ],
    [
      'a length beyond 3,000',
      input('t', { type: 'plain_text_input', max_length: 3_001 }),
      '/0/element/max_length must be less than or equal to 3000',
    ],
    [
      'a file input in a message',
      input('f', { type: 'file_input' }),
      '/0/element/type unsupported type: file_input',
    ],
    ['a button as input', input('b', button('x')), '/0/element/type unsupported type: button'],
    [
      'a multi select of none',
      actions({ type: 'multi_users_select', action_id: 'm', max_selected_items: 0 }),
      '/0/elements/0/max_selected_items must be greater than or equal to 1',
    ],
  ])('%s', async (_name, block, fault) => {
    expect(await faultsOf({ blocks: [block] })).toContain(fault);
  });
});
