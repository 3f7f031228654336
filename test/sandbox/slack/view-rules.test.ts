import { describe, expect, it } from '@jest/globals';
import { input, modal, plain, section, sharedSlack, type Fields } from './local-slack.ts';
import { faultsBy, long, many, raw, validator } from './validator.ts';

const slack = await sharedSlack();
const validate = validator(slack);

const faultsOf = (body: Fields) => faultsBy(validate, body);

describe('views', () => {
  const text = { type: 'plain_text_input' };
  it.each<[string, Fields, string]>([
    ['a long title', modal([], { title: plain(long(25)) }), '/title/text must be less than 25 characters'],
    ['no title', { type: 'modal', blocks: [] }, ' missing required field: title'],
    ['no blocks', { type: 'modal', title: plain('T') }, ' missing required field: blocks'],
    [
      'an input without a submit button',
      { ...modal([input('a', text)]), submit: null },
      '/submit a submit button is required when a view contains an input block',
    ],
    [
      'private_metadata that is no string',
      modal([], { private_metadata: { a: 1 } }),
      '/private_metadata must provide a string',
    ],
    [
      'long private_metadata',
      modal([], { private_metadata: long(3_001) }),
      '/private_metadata must be less than 3001 characters',
    ],
    [
      'a long callback_id',
      modal([], { callback_id: long(256) }),
      '/callback_id must be less than 256 characters',
    ],
    ['an unknown property', modal([], { id: 'V1' }), ' invalid additional property: id'],
    ['a table', modal([{ type: 'table', rows: [[raw]] }]), '/blocks/0/type unsupported type: table'],
    ['101 blocks', modal(many(101, () => ({ type: 'divider' }))), '/blocks no more than 100 items allowed'],
  ])('refuses %s', async (_name, view, fault) => {
    expect(await faultsOf({ view })).toContain(fault);
  });

  it('takes an alert in modals only, and a home view without a title', async () => {
    const alert = { type: 'alert', text: plain('x'), level: 'warning' };
    expect(await validate({ view: modal([alert]) })).toEqual({ ok: true });
    expect(await validate({ view: { type: 'home', blocks: [section('x')] } })).toEqual({ ok: true });
    expect((await validate({ view: { type: 'home', blocks: [alert] } })).ok).toBe(false);
  });
});

describe('refusals by the methods', () => {
  const channel = 'C0RELEASES';
  it('name the place in Slack’s words, twice', async () => {
    const answer = await slack.api('chat.postMessage', { channel, blocks: [{ type: 'section' }] });
    const line = 'must define either `text` or `fields` [json-pointer:/blocks/0]';
    expect(answer).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: [line],
      response_metadata: { messages: [`[ERROR] ${line}`] },
    });
  });

  it('look into attachments', async () => {
    const inBlocks = { channel, text: 'x', attachments: [{ blocks: [{ type: 'nonsense' }] }] };
    expect(await slack.api('chat.postMessage', inBlocks)).toMatchObject({
      error: 'invalid_blocks',
      errors: ['unsupported type: nonsense [json-pointer:/attachments/0/blocks/0/type]'],
    });
    for (const attachments of [['x'], { text: 'x' }, [{ text: 7 }], [{ fields: [{ title: 1 }] }]])
      expect(await slack.api('chat.postMessage', { channel, text: 'x', attachments })).toMatchObject({
        ok: false,
        error: 'invalid_arguments',
      });
    const tooMany = many(101, () => ({ text: 'x' }));
    expect(await slack.api('chat.postMessage', { channel, attachments: tooMany })).toMatchObject({
      error: 'too_many_attachments',
    });
  });

  it('tell blocks that are no list, and blocks that are too long together', async () => {
    expect(await slack.api('chat.postMessage', { channel, blocks: { blocks: [] } })).toMatchObject({
      error: 'invalid_blocks_format',
    });
    const blocks = many(5, () => section(long(2_700)));
    expect(await slack.api('chat.postMessage', { channel, blocks })).toMatchObject({
      error: 'msg_blocks_too_long',
    });
  });

  it('answer views with invalid_arguments', async () => {
    const view = modal([], { title: plain(long(25)) });
    expect(await slack.api('views.open', { trigger_id: 'x', view })).toMatchObject({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    });
  });

  it('say that validation wants one thing, and names the kind of what it got', async () => {
    expect(await validate({})).toMatchObject({ ok: false, error: 'invalid_arguments' });
    const message = { text: 'x', blocks: [section('')] };
    expect(await validate({ message })).toMatchObject({
      error: 'invalid_message',
      errors: [{ pointer: '/blocks/0/text/text', code: 'failed_constraint' }],
    });
  });
});
