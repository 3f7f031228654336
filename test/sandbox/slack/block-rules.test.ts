import { describe, expect, it } from '@jest/globals';
import { actions, button, option, plain, section, sharedSlack, type Fields } from './local-slack.ts';
import { faultsBy, long, many, raw, rich, select, validator } from './validator.ts';

const validate = validator(await sharedSlack());

const faultsOf = (body: Fields) => faultsBy(validate, body);

describe('blocks that Slack takes', () => {
  it.each<[string, readonly Fields[]]>([
    [
      'a card',
      [section('*Hello*', { accessory: button('a', { style: 'danger', url: 'https://example.com/x' }) })],
    ],
    ['fields', [{ type: 'section', fields: many(10, () => plain('x')) }]],
    [
      'a header, a divider and context',
      [
        { type: 'header', text: plain('H') },
        { type: 'divider' },
        {
          type: 'context',
          elements: [plain('x'), { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' }],
        },
      ],
    ],
    [
      'options in groups',
      [actions(select({ option_groups: [{ label: plain('G'), options: [option('a')] }] }))],
    ],
    [
      'an option chosen from the start',
      [actions(select({ options: [option('a'), option('b')], initial_option: option('b') }))],
    ],
    [
      'mrkdwn in checkboxes',
      [
        actions({
          type: 'checkboxes',
          action_id: 'c',
          options: [{ text: { type: 'mrkdwn', text: '*x*' }, value: 'x' }],
        }),
      ],
    ],
    [
      'rich text',
      [
        rich(
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'x', style: { bold: true } },
              { type: 'user', user_id: 'U1' },
            ],
          },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '{}' }] },
        ),
      ],
    ],
    ['a table', [{ type: 'table', rows: [[raw, rich({ type: 'rich_text_section', elements: [] })]] }]],
    ['the same option twice', [actions(select({ options: [option('a'), option('a')] }))]],
    [
      'a confirmation',
      [
        actions(
          button('a', {
            confirm: { title: plain('Sure?'), text: plain('x'), confirm: plain('Y'), deny: plain('N') },
          }),
        ),
      ],
    ],
  ])('%s', async (_name, blocks) => {
    expect(await validate({ blocks })).toEqual({ ok: true });
  });
});

describe('blocks that Slack refuses', () => {
  it.each<[string, Fields, string]>([
    ['an unknown type', { type: 'nonsense' }, '/0/type unsupported type: nonsense'],
    ['no type', { text: plain('x') }, '/0 missing required field: type'],
    ['an unknown property', section('x', { colour: 'red' }), '/0 invalid additional property: colour'],
    ['a section without anything', { type: 'section' }, '/0 must define either `text` or `fields`'],
    ['text that is a string', { type: 'section', text: 'x' }, '/0/text must provide an object'],
    ['empty text', section(''), '/0/text/text must be more than 0 characters'],
    ['long text', section(long(3_001)), '/0/text/text must be less than 3001 characters'],
    [
      'emoji in mrkdwn',
      { type: 'section', text: { type: 'mrkdwn', text: 'x', emoji: true } },
      '/0/text invalid additional property: emoji',
    ],
    [
      'mrkdwn in a header',
      { type: 'header', text: { type: 'mrkdwn', text: 'x' } },
      '/0/text/type must be a valid enum value',
    ],
    [
      'a long header',
      { type: 'header', text: plain(long(151)) },
      '/0/text/text must be less than 151 characters',
    ],
    [
      'eleven fields',
      { type: 'section', fields: many(11, () => plain('x')) },
      '/0/fields no more than 10 items allowed',
    ],
    ['a block_id that is no string', section('x', { block_id: 7 }), '/0/block_id must provide a string'],
    [
      'an accessory that is a string',
      section('x', { accessory: 'button' }),
      '/0/accessory must provide an object',
    ],
    [
      'an input as accessory',
      section('x', { accessory: { type: 'plain_text_input' } }),
      '/0/accessory/type unsupported type: plain_text_input',
    ],
    ['strings as elements', actions('x' as unknown as Fields), '/0/elements/0 must provide an object'],
    ['no elements', actions(), '/0/elements no less than 1 items allowed'],
    [
      '26 elements',
      actions(...many(26, (n) => button(`b${n}`))),
      '/0/elements no more than 25 items allowed',
    ],
    [
      'the same action twice',
      actions(button('a'), button('a')),
      '/0/elements/1/action_id action_id "a" already exists',
    ],
    [
      'an image without words',
      { type: 'image', image_url: 'https://example.com/a.png', alt_text: '' },
      '/0/alt_text must be more than 0 characters',
    ],
    [
      'an image without a picture',
      { type: 'image', alt_text: 'x' },
      '/0 must define either `image_url` or `slack_file`',
    ],
    [
      'an image from nowhere',
      { type: 'image', alt_text: 'x', image_url: 'nowhere' },
      '/0/image_url invalid url',
    ],
    ['empty markdown', { type: 'markdown', text: '' }, '/0/text must be more than 0 characters'],
    ['long markdown', { type: 'markdown', text: long(12_001) }, '/0/text must be less than 12001 characters'],
    ['an alert', { type: 'alert', text: plain('x') }, '/0/type unsupported type: alert'],
    ['a file', { type: 'file', source: 'remote', external_id: 'x' }, '/0/type unsupported type: file'],
    ['a table without rows', { type: 'table', rows: [] }, '/0/rows no less than 1 items allowed'],
    ['101 rows', { type: 'table', rows: many(101, () => [raw]) }, '/0/rows no more than 100 items allowed'],
    ['21 columns', { type: 'table', rows: [many(21, () => raw)] }, '/0/rows/0 no more than 20 items allowed'],
    [
      'a cell of another kind',
      { type: 'table', rows: [[plain('x')]] },
      '/0/rows/0/0/type unsupported type: plain_text',
    ],
    ['rich text of another kind', rich(plain('x')), '/0/elements/0/type unsupported type: plain_text'],
    [
      'a list of texts',
      rich({ type: 'rich_text_list', style: 'bullet', elements: [{ type: 'text', text: 'x' }] }),
      '/0/elements/0/elements/0/type unsupported type: text',
    ],
    [
      'empty rich text',
      rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }),
      '/0/elements/0/elements/0/text must be more than 0 characters',
    ],
  ])('%s', async (_name, block, fault) => {
    expect(await faultsOf({ blocks: [block] })).toContain(fault);
  });

  it('the same block_id twice, a second table, 51 blocks, and markdown that is too long together', async () => {
    const twice = [section('x', { block_id: 'a' }), section('y', { block_id: 'a' })];
    expect(await faultsOf({ blocks: twice })).toEqual(['/1/block_id block_id "a" already exists']);
    const table = { type: 'table', rows: [[raw]] };
    expect(await faultsOf({ blocks: [table, table] })).toEqual(['/1 only one table block is allowed']);
    expect(await faultsOf({ blocks: many(51, () => ({ type: 'divider' })) })).toEqual([
      ' no more than 50 items allowed',
    ]);
    const markdown = { type: 'markdown', text: long(6_001) };
    expect(await faultsOf({ blocks: [markdown, markdown] })).toEqual([
      ' markdown blocks together must be less than 12001 characters',
    ]);
  });
});
