import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** One thing that Slack refuses, with its place. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

type Surface = 'message' | 'modal' | 'home';
type Report = (pointer: string, message: string) => void;

/** Limits: https://docs.slack.dev/reference/block-kit/blocks and its elements. */
const blockLimit = { message: 50, modal: 100, home: 100 };
const surfacesOf: Readonly<Record<string, readonly Surface[]>> = {
  actions: ['message', 'modal', 'home'],
  context: ['message', 'modal', 'home'],
  divider: ['message', 'modal', 'home'],
  file: [],
  header: ['message', 'modal', 'home'],
  image: ['message', 'modal', 'home'],
  input: ['message', 'modal', 'home'],
  rich_text: ['message', 'modal', 'home'],
  section: ['message', 'modal', 'home'],
  video: ['message', 'modal', 'home'],
  markdown: ['message'],
  table: ['message'],
};
const selects = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
];
const interactive = [
  'button',
  'overflow',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'radio_buttons',
  'checkboxes',
  ...selects,
  ...selects.map((kind) => `multi_${kind}`),
];
const inputs = [
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'rich_text_input',
  'file_input',
  ...interactive.filter((kind) => kind !== 'button' && kind !== 'overflow'),
];

/** Everything in these blocks that Slack would refuse; empty where they are fine. */
export function faultsOf(blocks: JsonValue, surface: Surface): readonly Fault[] {
  const faults: Fault[] = [];
  const report: Report = (pointer, message) => faults.push({ pointer, message });
  if (!Array.isArray(blocks)) return [{ pointer: '/blocks', message: 'must be an array' }];
  const list = blocks as readonly JsonValue[];
  if (list.length > blockLimit[surface])
    report('/blocks', `no more than ${String(blockLimit[surface])} items allowed`);
  const blockIds = new Set<string>();
  list.forEach((block, index) => {
    const at = `/blocks/${String(index)}`;
    if (!isJsonObject(block)) {
      report(at, 'must be an object');
      return;
    }
    const id = block['block_id'];
    if (typeof id === 'string') {
      if (id.length > 255) report(`${at}/block_id`, 'must be less than 256 characters');
      if (blockIds.has(id)) report(`${at}/block_id`, `block_id "${id}" already exists`);
      blockIds.add(id);
    }
    checkBlock(block, at, surface, report);
  });
  return faults;
}

function checkBlock(block: JsonObject, at: string, surface: Surface, report: Report): void {
  const type = block['type'];
  const surfaces = typeof type === 'string' ? surfacesOf[type] : undefined;
  if (typeof type !== 'string' || !surfaces?.includes(surface)) {
    report(`${at}/type`, `unsupported type: ${typeof type === 'string' ? type : 'none'}`);
    return;
  }
  switch (type) {
    case 'header':
      checkText(block['text'], `${at}/text`, 150, ['plain_text'], report);
      return;
    case 'section':
      checkSection(block, at, report);
      return;
    case 'context':
      listIn(block, 'elements', at, 10, report).forEach((element, index) => {
        const here = `${at}/elements/${String(index)}`;
        if (element['type'] === 'image') checkImage(element, here, report);
        else checkText(element, here, 3000, ['plain_text', 'mrkdwn'], report);
      });
      return;
    case 'actions':
      checkUnique(listIn(block, 'elements', at, 25, report), `${at}/elements`, report);
      return;
    case 'input':
      checkText(block['label'], `${at}/label`, 2000, ['plain_text'], report);
      if (block['hint'] !== undefined) checkText(block['hint'], `${at}/hint`, 2000, ['plain_text'], report);
      if (isJsonObject(block['element'])) checkElement(block['element'], `${at}/element`, inputs, report);
      else report(`${at}/element`, 'missing required field: element');
      return;
    case 'image':
      checkImage(block, at, report);
      return;
    case 'rich_text':
      listIn(block, 'elements', at, 1000, report);
  }
}

function checkSection(block: JsonObject, at: string, report: Report): void {
  const { text, fields, accessory } = block;
  if (text === undefined && fields === undefined) report(at, 'must define either `text` or `fields`');
  if (text !== undefined) checkText(text, `${at}/text`, 3000, ['plain_text', 'mrkdwn'], report);
  if (fields !== undefined) {
    listIn(block, 'fields', at, 10, report).forEach((field, index) => {
      checkText(field, `${at}/fields/${String(index)}`, 2000, ['plain_text', 'mrkdwn'], report);
    });
  }
  if (!isJsonObject(accessory)) return;
  if (accessory['type'] === 'image') checkImage(accessory, `${at}/accessory`, report);
  else checkElement(accessory, `${at}/accessory`, interactive, report);
}

function checkUnique(elements: readonly JsonObject[], at: string, report: Report): void {
  const ids = new Set<string>();
  elements.forEach((element, index) => {
    checkElement(element, `${at}/${String(index)}`, interactive, report);
    const id = element['action_id'];
    if (typeof id !== 'string') return;
    if (ids.has(id)) report(`${at}/${String(index)}/action_id`, `action_id "${id}" already exists`);
    ids.add(id);
  });
}

function checkElement(element: JsonObject, at: string, allowed: readonly string[], report: Report): void {
  const type = element['type'];
  if (typeof type !== 'string' || !allowed.includes(type)) {
    report(`${at}/type`, `unsupported type: ${typeof type === 'string' ? type : 'none'}`);
    return;
  }
  most(element['action_id'], 255, `${at}/action_id`, report);
  if (type === 'button') {
    checkText(element['text'], `${at}/text`, 75, ['plain_text'], report);
    most(element['value'], 2000, `${at}/value`, report);
    most(element['url'], 3000, `${at}/url`, report);
    const style = element['style'];
    if (style !== undefined && style !== 'primary' && style !== 'danger')
      report(`${at}/style`, 'must be one of: primary, danger');
  }
  if (element['placeholder'] !== undefined)
    checkText(element['placeholder'], `${at}/placeholder`, 150, ['plain_text'], report);
  const counted: Readonly<Record<string, number>> = {
    overflow: 5,
    radio_buttons: 10,
    checkboxes: 10,
    static_select: 100,
    multi_static_select: 100,
  };
  const limit = counted[type];
  if (limit !== undefined && element['option_groups'] === undefined) {
    listIn(element, 'options', at, limit, report).forEach((option, index) => {
      const here = `${at}/options/${String(index)}`;
      checkText(option['text'], `${here}/text`, 75, ['plain_text', 'mrkdwn'], report);
      most(option['value'], 150, `${here}/value`, report);
    });
  }
  if (type === 'plain_text_input') {
    const length = element['max_length'];
    if (typeof length === 'number' && (length < 1 || length > 3000))
      report(`${at}/max_length`, 'must be between 1 and 3000');
    most(element['initial_value'], 3000, `${at}/initial_value`, report);
  }
  const { confirm } = element;
  if (isJsonObject(confirm)) {
    checkText(confirm['title'], `${at}/confirm/title`, 100, ['plain_text'], report);
    checkText(confirm['text'], `${at}/confirm/text`, 300, ['plain_text', 'mrkdwn'], report);
    for (const button of ['confirm', 'deny'])
      checkText(confirm[button], `${at}/confirm/${button}`, 30, ['plain_text'], report);
  }
}

function checkImage(image: JsonObject, at: string, report: Report): void {
  if (typeof image['alt_text'] !== 'string') report(`${at}/alt_text`, 'missing required field: alt_text');
  most(image['alt_text'], 2000, `${at}/alt_text`, report);
  most(image['image_url'], 3000, `${at}/image_url`, report);
  if (image['image_url'] === undefined && image['slack_file'] === undefined)
    report(at, 'must define either `image_url` or `slack_file`');
}

export function checkText(
  value: JsonValue | undefined,
  at: string,
  longest: number,
  kinds: readonly string[],
  report: Report,
): void {
  if (!isJsonObject(value)) {
    report(at, 'missing required text object');
    return;
  }
  const { type, text } = value;
  if (typeof type !== 'string' || !kinds.includes(type))
    report(`${at}/type`, `must be one of: ${kinds.join(', ')}`);
  if (typeof text !== 'string' || text.length === 0) report(`${at}/text`, 'must be more than 0 characters');
  else most(text, longest, `${at}/text`, report);
}

function listIn(
  holder: JsonObject,
  name: string,
  at: string,
  limit: number,
  report: Report,
): readonly JsonObject[] {
  const value = holder[name];
  if (!Array.isArray(value) || value.length === 0) {
    report(`${at}/${name}`, 'must contain at least one item');
    return [];
  }
  if (value.length > limit) report(`${at}/${name}`, `no more than ${String(limit)} items allowed`);
  return (value as readonly JsonValue[]).filter(isJsonObject);
}

function most(value: JsonValue | undefined, length: number, at: string, report: Report): void {
  if (typeof value === 'string' && value.length > length)
    report(at, `must be less than ${String(length + 1)} characters`);
}
