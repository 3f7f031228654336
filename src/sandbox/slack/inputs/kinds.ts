import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { isDate, isEpochSeconds, isNumeric, isTime, optionsIn } from '../block-kit/index.ts';
import type { Workspace } from '../workspace.ts';

/** A value that nobody could have typed or chosen; the message is what the person reads at the field. */
export class NotChoosable extends Error {}

/** Where somebody chooses: what there is to choose from. */
export interface Chooser {
  readonly user: string;
  readonly workspace: Workspace;
}

/** One kind of element that holds a value. */
interface Kind {
  /** The property of the state that holds it. */
  readonly key: string;
  /** The element's property that holds the value from the start. */
  readonly initial: string;
  readonly many?: true;
  /** Slack's form of what somebody typed or chose. @throws {NotChoosable} */
  read(value: JsonValue, element: JsonObject, chooser: Chooser): JsonValue;
}

/** Elements that hold a value, and how a person's choice gets Slack's shape. */
export const kinds: Readonly<Record<string, Kind>> = {
  ...oneAndMany('static_select', 'option', optionOf),
  ...oneAndMany('external_select', 'option', offeredOption),
  ...oneAndMany('users_select', 'user', person),
  ...oneAndMany('conversations_select', 'conversation', conversation),
  ...oneAndMany('channels_select', 'channel', publicChannel),
  radio_buttons: { key: 'selected_option', initial: 'initial_option', read: optionOf },
  overflow: { key: 'selected_option', initial: 'initial_option', read: optionOf },
  checkboxes: { key: 'selected_options', initial: 'initial_options', many: true, read: optionOf },
  datepicker: {
    key: 'selected_date',
    initial: 'initial_date',
    read: fitting(isDate, 'Enter a valid date, such as 2026-02-28.'),
  },
  timepicker: {
    key: 'selected_time',
    initial: 'initial_time',
    read: fitting(isTime, 'Enter a valid time, such as 09:30.'),
  },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', read: moment },
  plain_text_input: { key: 'value', initial: 'initial_value', read: words },
  email_text_input: {
    key: 'value',
    initial: 'initial_value',
    read: fitting((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), 'Enter a valid email address.'),
  },
  url_text_input: {
    key: 'value',
    initial: 'initial_value',
    read: fitting((text) => /^https?:\/\//i.test(text) && URL.canParse(text), 'Enter a valid URL.'),
  },
  number_input: { key: 'value', initial: 'initial_value', read: number },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', read: richText },
  file_input: { key: 'files', initial: 'initial_files', many: true, read: file },
};

function oneAndMany(name: string, what: string, read: Kind['read']): Readonly<Record<string, Kind>> {
  return {
    [name]: { key: `selected_${what}`, initial: `initial_${what}`, read },
    [`multi_${name}`]: { key: `selected_${what}s`, initial: `initial_${what}s`, many: true, read },
  };
}

function optionOf(value: JsonValue, element: JsonObject): JsonObject {
  const found = optionsIn(element).find((option) => option['value'] === value);
  if (!found) throw new NotChoosable('Choose one of the options.');
  return found;
}

/** Options of an external select come from the app; what it did not offer is taken as it is. */
function offeredOption(value: JsonValue, element: JsonObject, { workspace }: Chooser): JsonObject {
  if (typeof value !== 'string' || value === '') throw new NotChoosable('Choose one of the options.');
  const { action_id: id, initial_option: one, initial_options: many } = element;
  const offered = workspace.offered.get(typeof id === 'string' ? id : '') ?? [];
  const initial = [one, ...(Array.isArray(many) ? (many as readonly JsonValue[]) : [])].filter(isJsonObject);
  const found = [...offered, ...initial].find((option) => option['value'] === value);
  return found ?? { text: { type: 'plain_text', text: value, emoji: true }, value };
}

function person(value: JsonValue, _element: JsonObject, { workspace }: Chooser): string {
  const found = typeof value === 'string' ? workspace.people.get(value) : undefined;
  if (!found || found.deactivated) throw new NotChoosable('Choose somebody of this workspace.');
  return found.id;
}

function conversation(value: JsonValue, element: JsonObject, { workspace, user }: Chooser): string {
  const found = typeof value === 'string' ? workspace.channels.get(value) : undefined;
  const visible = found && !found.archived && (found.kind === 'public' || found.members.has(user));
  const filter = isJsonObject(element['filter']) ? element['filter'] : {};
  const kind = found?.kind === 'dm' ? 'im' : found?.kind;
  const wanted = Array.isArray(filter['include']) ? (filter['include'] as readonly JsonValue[]) : undefined;
  if (!visible || (kind !== undefined && wanted?.includes(kind) === false))
    throw new NotChoosable('Choose a conversation that you can see.');
  return found.id;
}

function publicChannel(value: JsonValue, _element: JsonObject, { workspace }: Chooser): string {
  const found = typeof value === 'string' ? workspace.channels.get(value) : undefined;
  if (found?.kind !== 'public' || found.archived) throw new NotChoosable('Choose a public channel.');
  return found.id;
}

function fitting(fits: (text: string) => boolean, otherwise: string): Kind['read'] {
  return (value) => {
    if (typeof value !== 'string' || !fits(value)) throw new NotChoosable(otherwise);
    return value;
  };
}

function moment(value: JsonValue): number {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !isEpochSeconds(seconds))
    throw new NotChoosable('Enter a valid date and time: seconds since the epoch.');
  return seconds;
}

function words(value: JsonValue, element: JsonObject): string {
  if (typeof value !== 'string') throw new NotChoosable('Enter text.');
  const { min_length: least, max_length: most } = element;
  if (typeof least === 'number' && value.length < least)
    throw new NotChoosable(`Must be at least ${least} characters long.`);
  if (typeof most === 'number' && value.length > most)
    throw new NotChoosable(`Must be at most ${most} characters long.`);
  // Slack takes no more in any input, whatever the element says.
  if (value.length > 3_000) throw new NotChoosable('Must be at most 3000 characters long.');
  return value;
}

function number(value: JsonValue, element: JsonObject): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !isNumeric(text)) throw new NotChoosable('Enter a number.');
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(Number(text)))
    throw new NotChoosable('Enter a whole number.');
  const { min_value: least, max_value: most } = element;
  if (typeof least === 'string' && Number(text) < Number(least))
    throw new NotChoosable(`Must be ${least} or more.`);
  if (typeof most === 'string' && Number(text) > Number(most))
    throw new NotChoosable(`Must be ${most} or less.`);
  return text;
}

/** Text, or Slack's own rich text block. */
function richText(value: JsonValue): JsonValue {
  if (isJsonObject(value) && value['type'] === 'rich_text') return value;
  if (typeof value !== 'string') throw new NotChoosable('Enter text.');
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: value }] }],
  };
}

function file(value: JsonValue, _element: JsonObject, { workspace }: Chooser): JsonObject {
  const found = typeof value === 'string' ? workspace.files.get(value) : undefined;
  if (!found) throw new NotChoosable('Choose an uploaded file.');
  return { id: found.id, name: found.name, title: found.title };
}
