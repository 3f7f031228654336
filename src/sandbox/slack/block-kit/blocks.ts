import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { accessory, actionElement, contextAction, inputElement } from './elements.ts';
import { anyText, image, imageFields, plainText } from './objects.ts';
import { richText } from './rich-text.ts';
import {
  any,
  byType,
  exactlyOneOf,
  flag,
  list,
  may,
  must,
  object,
  oneOf,
  string,
  url,
  type Look,
  type Rule,
  type Surface,
  type Whole,
} from './rule.ts';

/** Blocks. Limits: https://docs.slack.dev/reference/block-kit/blocks */

const base = { type: must(string()), block_id: may(string({ least: 1, most: 255 })) };
const everywhere: readonly Surface[] = ['message', 'modal', 'home'];

const uniqueActions: Whole = (block, at, look) => {
  const ids = new Set<string>();
  (Array.isArray(block['elements']) ? (block['elements'] as readonly JsonValue[]) : []).forEach(
    (element, index) => {
      const id = isJsonObject(element) ? element['action_id'] : undefined;
      if (typeof id !== 'string') return;
      if (ids.has(id)) look.report(`${at}/elements/${index}/action_id`, `action_id "${id}" already exists`);
      ids.add(id);
    },
  );
};

const textOrFields: Whole = (block, at, look) => {
  if (block['text'] === undefined && block['fields'] === undefined)
    look.report(at, 'must define either `text` or `fields`');
};

const contextElement: Rule = (value, at, look) => {
  if (isJsonObject(value) && value['type'] === 'image') image(value, at, look);
  else anyText(3_000)(value, at, look);
};

const cell = byType({
  raw_text: object({ type: must(string()), text: must(string({ least: 1 })) }),
  raw_number: object({ type: must(string()), value: must(any), text: must(string()) }),
  rich_text: richText,
});

const columnSetting: Rule = (value, at, look) => {
  if (value !== null)
    object({ align: may(oneOf('left', 'center', 'right')), is_wrapped: may(flag) })(value, at, look);
};

const blocks: Readonly<Record<string, { readonly rule: Rule; readonly on: readonly Surface[] }>> = {
  actions: {
    on: everywhere,
    rule: object({ ...base, elements: must(list(actionElement, { least: 1, most: 25 })) }, uniqueActions),
  },
  alert: {
    on: ['modal'],
    rule: object({
      ...base,
      text: must(anyText(3_000)),
      level: may(oneOf('default', 'info', 'warning', 'error', 'success')),
    }),
  },
  context: {
    on: everywhere,
    rule: object({ ...base, elements: must(list(contextElement, { least: 1, most: 10 })) }),
  },
  context_actions: {
    on: ['message'],
    rule: object({ ...base, elements: must(list(contextAction, { least: 1, most: 5 })) }, uniqueActions),
  },
  divider: { on: everywhere, rule: object(base) },
  /** Slack makes these; nobody can send one. */
  file: { on: [], rule: any },
  header: { on: everywhere, rule: object({ ...base, text: must(plainText(150)) }) },
  image: {
    on: everywhere,
    rule: object(
      { ...base, ...imageFields, title: may(plainText(2_000)) },
      exactlyOneOf('image_url', 'slack_file'),
    ),
  },
  input: {
    on: everywhere,
    rule: object({
      ...base,
      label: must(plainText(2_000)),
      hint: may(plainText(2_000)),
      optional: may(flag),
      dispatch_action: may(flag),
      element: must(inputElement),
    }),
  },
  markdown: { on: ['message'], rule: object({ ...base, text: must(string({ least: 1, most: 12_000 })) }) },
  rich_text: { on: everywhere, rule: richText },
  section: {
    on: everywhere,
    rule: object(
      {
        ...base,
        text: may(anyText(3_000)),
        fields: may(list(anyText(2_000), { least: 1, most: 10 })),
        accessory: may(accessory),
        expand: may(flag),
      },
      textOrFields,
    ),
  },
  table: {
    on: ['message'],
    rule: object({
      ...base,
      rows: must(list(list(cell, { least: 1, most: 20 }), { least: 1, most: 100 })),
      column_settings: may(list(columnSetting, { most: 20 })),
    }),
  },
  video: {
    on: everywhere,
    rule: object({
      ...base,
      video_url: must(url),
      thumbnail_url: must(url),
      alt_text: must(string({ least: 1, most: 2_000 })),
      title: must(plainText(199)),
      title_url: may(url),
      author_name: may(string({ most: 49 })),
      provider_name: may(string({ most: 49 })),
      provider_icon_url: may(url),
      description: may(plainText(199)),
    }),
  },
};

const rules = Object.fromEntries(Object.entries(blocks).map(([type, { rule }]) => [type, rule]));
const block = byType(rules, (type, look) => blocks[type]?.on.includes(look.surface) === true);

const mostBlocks = { message: 50, modal: 100, home: 100 };
/** All markdown blocks of a message together. https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
const mostMarkdown = 12_000;

/** Blocks of one message or view: each by its kind, then what must be true of all together. */
export const blockList: Rule = (value, at, look) => {
  list(block, { most: mostBlocks[look.surface] })(value, at, look);
  if (!Array.isArray(value)) return;
  const there = (value as readonly JsonValue[]).map((one) => (isJsonObject(one) ? one : {}));
  uniqueBlockIds(there, at, look);
  const tables = there.flatMap((one, index) => (one['type'] === 'table' ? [index] : []));
  for (const index of tables.slice(1)) look.report(`${at}/${index}`, 'only one table block is allowed');
  const markdown = there
    .filter((one) => one['type'] === 'markdown')
    .reduce((sum, one) => sum + (typeof one['text'] === 'string' ? one['text'].length : 0), 0);
  if (markdown > mostMarkdown && there.filter((one) => one['type'] === 'markdown').length > 1)
    look.report(at, `markdown blocks together must be less than ${mostMarkdown + 1} characters`);
};

function uniqueBlockIds(there: readonly JsonObject[], at: string, look: Look): void {
  const ids = new Set<string>();
  there.forEach((one, index) => {
    const id = one['block_id'];
    if (typeof id !== 'string') return;
    if (ids.has(id)) look.report(`${at}/${index}/block_id`, `block_id "${id}" already exists`);
    ids.add(id);
  });
}
