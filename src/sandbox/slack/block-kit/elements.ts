import {
  any,
  byType,
  exactlyOneOf,
  fitting,
  flag,
  integer,
  list,
  may,
  must,
  object,
  oneOf,
  string,
  url,
  type Field,
  type Rule,
  type Whole,
} from './rule.ts';
import { isDate, isEpochSeconds, isNumeric, isTime } from './dates.ts';
import {
  anyOption,
  confirm,
  conversationFilter,
  dispatchConfig,
  image,
  initialAmongOptions,
  optionGroup,
  overflowOption,
  plainOption,
  plainText,
  style,
} from './objects.ts';
import { richText } from './rich-text.ts';

/** Elements. Limits: https://docs.slack.dev/reference/block-kit/block-elements */

const actionable = { type: must(string()), action_id: may(string({ least: 1, most: 255 })) };
const confirmable = { confirm: may(confirm) };
const focusable = { focus_on_load: may(flag) };
const placed = { placeholder: may(plainText(150)) };
const label = may(string({ most: 75 }));
const select = { ...actionable, ...confirmable, ...focusable, ...placed };
const multi = { ...select, max_selected_items: may(integer({ least: 1 })) };
const typed = {
  ...actionable,
  ...focusable,
  ...placed,
  dispatch_action_config: may(dispatchConfig),
};
const id = string({ least: 1 });
const numeric = fitting(isNumeric, 'must be a valid number');

const staticSelect = (common: Readonly<Record<string, Field>>, initial: Readonly<Record<string, Field>>) =>
  object(
    {
      ...common,
      ...initial,
      options: may(list(plainOption, { least: 1, most: 100 })),
      option_groups: may(list(optionGroup, { least: 1, most: 100 })),
    },
    exactlyOneOf('options', 'option_groups'),
    initialAmongOptions,
  );

const noLongerThanMost: Whole = (element, at, look) => {
  const { min_length: least, max_length: most } = element;
  if (typeof least === 'number' && typeof most === 'number' && least > most)
    look.report(`${at}/min_length`, 'min_length must be less than or equal to max_length');
};

const noLargerThanMost: Whole = (element, at, look) => {
  const { min_value: least, max_value: most } = element;
  if (typeof least === 'string' && typeof most === 'string' && Number(least) > Number(most))
    look.report(`${at}/min_value`, 'min_value must be less than or equal to max_value');
};

const epoch: Rule = (value, at, look) => {
  if (typeof value !== 'number' || !isEpochSeconds(value))
    look.report(at, 'must provide an integer of 10 digits');
};

const elements: Readonly<Record<string, Rule>> = {
  button: object({
    ...actionable,
    ...confirmable,
    text: must(plainText(75)),
    value: may(string({ most: 2_000 })),
    url: may(url),
    style: may(style),
    accessibility_label: label,
  }),
  workflow_button: object({
    ...actionable,
    ...confirmable,
    text: must(plainText(75)),
    workflow: must(any),
    style: may(style),
    accessibility_label: label,
  }),
  overflow: object({
    ...actionable,
    ...confirmable,
    options: must(list(overflowOption, { least: 1, most: 5 })),
  }),
  checkboxes: object(
    {
      ...actionable,
      ...confirmable,
      ...focusable,
      options: must(list(anyOption, { least: 1, most: 10 })),
      initial_options: may(list(anyOption, { least: 1, most: 10 })),
    },
    initialAmongOptions,
  ),
  radio_buttons: object(
    {
      ...actionable,
      ...confirmable,
      ...focusable,
      options: must(list(anyOption, { least: 1, most: 10 })),
      initial_option: may(anyOption),
    },
    initialAmongOptions,
  ),
  static_select: staticSelect(select, { initial_option: may(plainOption) }),
  multi_static_select: staticSelect(multi, { initial_options: may(list(plainOption, { least: 1 })) }),
  external_select: object({
    ...select,
    initial_option: may(plainOption),
    min_query_length: may(integer({ least: 0 })),
  }),
  multi_external_select: object({
    ...multi,
    initial_options: may(list(plainOption, { least: 1 })),
    min_query_length: may(integer({ least: 0 })),
  }),
  users_select: object({ ...select, initial_user: may(id) }),
  multi_users_select: object({ ...multi, initial_users: may(list(id, { least: 1 })) }),
  conversations_select: object({
    ...select,
    initial_conversation: may(id),
    default_to_current_conversation: may(flag),
    response_url_enabled: may(flag),
    filter: may(conversationFilter),
  }),
  multi_conversations_select: object({
    ...multi,
    initial_conversations: may(list(id, { least: 1 })),
    default_to_current_conversation: may(flag),
    filter: may(conversationFilter),
  }),
  channels_select: object({ ...select, initial_channel: may(id), response_url_enabled: may(flag) }),
  multi_channels_select: object({ ...multi, initial_channels: may(list(id, { least: 1 })) }),
  datepicker: object({ ...select, initial_date: may(fitting(isDate, 'must be a valid date')) }),
  timepicker: object({
    ...select,
    initial_time: may(fitting(isTime, 'must be a valid time')),
    timezone: may(string({ least: 1 })),
  }),
  datetimepicker: object({
    ...actionable,
    ...confirmable,
    ...focusable,
    initial_date_time: may(epoch),
  }),
  plain_text_input: object(
    {
      ...typed,
      initial_value: may(string({ most: 3_000 })),
      multiline: may(flag),
      min_length: may(integer({ least: 0, most: 3_000 })),
      max_length: may(integer({ least: 1, most: 3_000 })),
    },
    noLongerThanMost,
  ),
  number_input: object(
    {
      ...typed,
      is_decimal_allowed: must(flag),
      initial_value: may(numeric),
      min_value: may(numeric),
      max_value: may(numeric),
    },
    noLargerThanMost,
  ),
  email_text_input: object({ ...typed, initial_value: may(string()) }),
  url_text_input: object({ ...typed, initial_value: may(string()) }),
  rich_text_input: object({
    ...typed,
    initial_value: may(richText),
    min_lines: may(integer({ least: 1 })),
    max_lines: may(integer({ least: 1 })),
  }),
  file_input: object({
    ...actionable,
    filetypes: may(list(string({ least: 1 }))),
    max_files: may(integer({ least: 1, most: 10 })),
  }),
  feedback_buttons: object({
    ...actionable,
    positive_button: must(feedback()),
    negative_button: must(feedback()),
  }),
  icon_button: object({
    ...actionable,
    ...confirmable,
    icon: must(oneOf('trash')),
    text: must(plainText(75)),
    value: may(string({ most: 2_000 })),
    accessibility_label: label,
    visible_to_user_ids: may(list(id)),
  }),
  image,
};

function feedback(): Rule {
  return object({
    text: must(plainText(75)),
    value: must(string({ most: 2_000 })),
    accessibility_label: label,
  });
}

const selects = ['static', 'external', 'users', 'conversations', 'channels'].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
]);
const choices = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', 'datetimepicker', ...selects];
const pressable = ['button', 'workflow_button', 'overflow', ...choices];
const inputs = [
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'rich_text_input',
  'file_input',
  ...choices,
];
/** Elements that an app hears of: Slack fills in their action_id where it is missing. */
export const interactive: ReadonlySet<string> = new Set([
  ...pressable,
  ...inputs,
  'feedback_buttons',
  'icon_button',
]);

const among =
  (kinds: readonly string[]): Rule =>
  (value, at, look) => {
    byType(elements, (type) => kinds.includes(type))(value, at, look);
  };

export const actionElement = among(pressable);
export const accessory = among([...pressable, 'image']);
export const contextAction = among(['feedback_buttons', 'icon_button']);
/** Files can be asked for in modals only. */
export const inputElement: Rule = (value, at, look) => {
  const kinds = look.surface === 'modal' ? inputs : inputs.filter((kind) => kind !== 'file_input');
  among(kinds)(value, at, look);
};
