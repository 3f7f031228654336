import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import {
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
  type Rule,
  type Whole,
} from './rule.ts';

/** Composition objects. Limits: https://docs.slack.dev/reference/block-kit/composition-objects */

const textOf = (most: number) => ({
  plain_text: object({
    type: must(string()),
    text: must(string({ least: 1, most })),
    emoji: may(flag),
  }),
  mrkdwn: object({
    type: must(string()),
    text: must(string({ least: 1, most })),
    verbatim: may(flag),
  }),
});

export const plainText = (most: number): Rule => {
  const { plain_text } = textOf(most);
  return (value, at, look) => {
    if (isJsonObject(value) && value['type'] === 'mrkdwn')
      look.report(`${at}/type`, 'must be a valid enum value');
    else byType({ plain_text })(value, at, look);
  };
};

export const anyText = (most: number): Rule => byType(textOf(most));

export const style = oneOf('primary', 'danger');

export const confirm = object({
  title: may(plainText(100)),
  text: must(anyText(300)),
  confirm: may(plainText(30)),
  deny: may(plainText(30)),
  style: may(style),
});

const option = (text: Rule, description: Rule): Rule =>
  object({
    text: must(text),
    value: must(string({ least: 1, most: 150 })),
    description: may(description),
  });

/** Options of selects are plain text; those of radio buttons and checkboxes may be mrkdwn. */
export const plainOption = option(plainText(75), plainText(75));
export const anyOption = option(anyText(75), anyText(75));
export const overflowOption = object({
  text: must(plainText(75)),
  value: must(string({ least: 1, most: 150 })),
  description: may(plainText(75)),
  url: may(url),
});

export const optionGroup = object({
  label: must(plainText(75)),
  options: must(list(plainOption, { least: 1, most: 100 })),
});

export const conversationFilter = object(
  {
    include: may(list(oneOf('im', 'mpim', 'private', 'public'), { least: 1 })),
    exclude_external_shared_channels: may(flag),
    exclude_bot_users: may(flag),
  },
  (value, at, look) => {
    if (Object.keys(value).length === 0) look.report(at, 'must not be empty');
  },
);

const slackFile = object({ id: may(string()), url: may(url) }, exactlyOneOf('id', 'url'));

export const imageFields = {
  type: must(string()),
  alt_text: must(string({ least: 1, most: 2_000 })),
  image_url: may(url),
  slack_file: may(slackFile),
};
export const image = object(imageFields, exactlyOneOf('image_url', 'slack_file'));

/** Every option of an element, those of groups too. */
export function optionsIn(element: JsonObject): readonly JsonObject[] {
  const listed = (holder: JsonObject): readonly JsonObject[] =>
    Array.isArray(holder['options'])
      ? (holder['options'] as readonly JsonValue[]).filter((one) => isJsonObject(one))
      : [];
  const groups = Array.isArray(element['option_groups'])
    ? (element['option_groups'] as readonly JsonValue[]).filter((one) => isJsonObject(one))
    : [];
  return [element, ...groups].flatMap(listed);
}

/** What is chosen from the start must be one of the options, to the letter. */
export const initialAmongOptions: Whole = (element, at, look) => {
  const known = new Set(optionsIn(element).map(canonicalJson));
  const one = element['initial_option'];
  if (one !== undefined && !known.has(canonicalJson(one)))
    look.report(`${at}/initial_option`, 'initial option was not found in the options list');
  const many = element['initial_options'];
  if (!Array.isArray(many)) return;
  (many as readonly JsonValue[]).forEach((each, index) => {
    if (!known.has(canonicalJson(each)))
      look.report(`${at}/initial_options/${index}`, 'initial option was not found in the options list');
  });
};

export const dispatchConfig = object({
  trigger_actions_on: may(list(oneOf('on_enter_pressed', 'on_character_entered'), { least: 1, most: 2 })),
});
