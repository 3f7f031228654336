import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** An element that somebody can use, with the block it stands in. */
export interface Placed {
  readonly blockId: string;
  readonly element: JsonObject;
}

/** Every interactive element of some blocks. */
export function elementsIn(blocks: readonly JsonObject[]): readonly Placed[] {
  return blocks.flatMap((block) => {
    const elements = Array.isArray(block['elements']) ? (block['elements'] as readonly JsonValue[]) : [];
    return [...elements, block['accessory'], block['element']]
      .filter(
        (element): element is JsonObject => isJsonObject(element) && typeof element['action_id'] === 'string',
      )
      .map((element) => ({
        blockId: typeof block['block_id'] === 'string' ? block['block_id'] : '',
        element,
      }));
  });
}

/** What a person chose or typed, in the shape that Slack sends for this kind of element. */
export function stateOf(element: JsonObject, value: JsonValue | undefined): JsonObject {
  const type = typeof element['type'] === 'string' ? element['type'] : '';
  const given = value ?? null;
  const list = Array.isArray(given) ? (given as readonly JsonValue[]) : given === null ? [] : [given];
  switch (type) {
    case 'button':
      return { type, value: element['value'] ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: optionOf(element, given) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: list.flatMap((one) => optionOf(element, one) ?? []) };
    case 'users_select':
      return { type, selected_user: given };
    case 'conversations_select':
      return { type, selected_conversation: given };
    case 'channels_select':
      return { type, selected_channel: given };
    case 'multi_users_select':
      return { type, selected_users: list };
    case 'multi_conversations_select':
      return { type, selected_conversations: list };
    case 'multi_channels_select':
      return { type, selected_channels: list };
    case 'datepicker':
      return { type, selected_date: given };
    case 'timepicker':
      return { type, selected_time: given };
    case 'datetimepicker':
      return { type, selected_date_time: given === null ? null : Number(given) };
    default:
      return { type, value: given };
  }
}

/** Whether nothing was chosen or typed. */
export function isEmpty(state: JsonObject): boolean {
  return Object.entries(state).every(
    ([name, value]) =>
      name === 'type' || value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/** What an element shows before anybody touches it. */
export function initialOf(element: JsonObject): JsonValue | undefined {
  const option = element['initial_option'];
  if (isJsonObject(option)) return option['value'];
  const options = element['initial_options'];
  if (Array.isArray(options)) return (options as readonly JsonObject[]).map((one) => one['value'] ?? null);
  const name = Object.keys(element).find((key) => key.startsWith('initial_'));
  return name === undefined ? undefined : element[name];
}

function optionOf(element: JsonObject, value: JsonValue): JsonObject | null {
  if (value === null) return null;
  const groups = Array.isArray(element['option_groups'])
    ? (element['option_groups'] as readonly JsonObject[])
    : [];
  const options = [element, ...groups].flatMap((holder) =>
    Array.isArray(holder['options']) ? (holder['options'] as readonly JsonObject[]) : [],
  );
  const found = options.find((option) => option['value'] === value);
  if (found) return found;
  // An external select's options came from the app.
  return typeof value === 'string' ? { text: { type: 'plain_text', text: value }, value } : null;
}
