import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { SlackError } from '../slack-error.ts';
import { blockList } from './blocks.ts';
import { plainText } from './objects.ts';
import { faultsBy, type Fault } from './fault.ts';
import { flag, may, must, object, oneOf, string, type Rule, type Whole } from './rule.ts';

/** 250 KB. https://docs.slack.dev/surfaces/modals */
const largestView = 250_000;

const common = {
  blocks: must(blockList),
  private_metadata: may(string({ most: 3_000 })),
  callback_id: may(string({ most: 255 })),
  external_id: may(string({ most: 255 })),
};

/** SDKs send null for what is not there. */
const orNull =
  (rule: Rule): Rule =>
  (value, at, look) => {
    if (value !== null) rule(value, at, look);
  };

const submitForInputs: Whole = (view, at, look) => {
  const blocks = Array.isArray(view['blocks']) ? (view['blocks'] as readonly JsonValue[]) : [];
  const asks = blocks.some((block) => isJsonObject(block) && block['type'] === 'input');
  if (asks && !isJsonObject(view['submit']))
    look.report(`${at}/submit`, 'a submit button is required when a view contains an input block');
};

const kinds = {
  modal: object(
    {
      ...common,
      type: must(oneOf('modal')),
      title: must(plainText(24)),
      submit: may(orNull(plainText(24))),
      close: may(orNull(plainText(24))),
      clear_on_close: may(flag),
      notify_on_close: may(flag),
    },
    submitForInputs,
  ),
  home: object({ ...common, type: must(oneOf('home')) }),
};

export function viewFaults(value: JsonValue, kind: 'modal' | 'home'): readonly Fault[] {
  return faultsBy(kinds[kind], value, '/view', kind);
}

/** A view that Slack would take. @throws {SlackError} */
export function checkedView(value: JsonValue | undefined, kind: 'modal' | 'home'): JsonObject {
  const faults =
    value === undefined
      ? [{ pointer: '', message: 'missing required field: view' }]
      : viewFaults(value, kind);
  if (faults.length > 0 || !isJsonObject(value)) {
    throw SlackError.withMessages(
      'invalid_arguments',
      faults.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`),
    );
  }
  if (JSON.stringify(value).length > largestView) throw new SlackError('view_too_large');
  return value;
}
