import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { checkText, faultsOf, type Fault } from './block-kit.ts';
import { SlackError } from './slack-error.ts';

/** 250 KB. https://docs.slack.dev/surfaces/modals */
const largestView = 250_000;

/** A view that Slack would take. @throws {SlackError} */
export function checkedView(value: JsonValue | undefined, kind: 'modal' | 'home'): JsonObject {
  if (!isJsonObject(value)) throw invalid([{ pointer: '/view', message: 'missing required field: view' }]);
  const faults: Fault[] = [];
  const report = (pointer: string, message: string) => faults.push({ pointer, message });
  if (value['type'] !== kind) report('/view/type', `must be ${kind}`);
  faults.push(
    ...faultsOf(value['blocks'] ?? null, kind).map((fault) => ({
      ...fault,
      pointer: `/view${fault.pointer}`,
    })),
  );
  if (kind === 'modal') {
    checkText(value['title'], '/view/title', 24, ['plain_text'], report);
    for (const name of ['submit', 'close']) {
      if (value[name] !== undefined && value[name] !== null)
        checkText(value[name], `/view/${name}`, 24, ['plain_text'], report);
    }
    const blocks = Array.isArray(value['blocks']) ? (value['blocks'] as readonly JsonValue[]) : [];
    const hasInput = blocks.some((block) => isJsonObject(block) && block['type'] === 'input');
    if (hasInput && !isJsonObject(value['submit']))
      report('/view/submit', 'a submit button is required when a view contains an input block');
  }
  for (const [name, longest] of [
    ['private_metadata', 3000],
    ['callback_id', 255],
    ['external_id', 255],
  ] as const) {
    const text = value[name];
    if (typeof text === 'string' && text.length > longest)
      report(`/view/${name}`, `must be less than ${String(longest + 1)} characters`);
  }
  if (faults.length > 0) throw invalid(faults);
  if (JSON.stringify(value).length > largestView) throw new SlackError('view_too_large');
  return value;
}

function invalid(faults: readonly Fault[]): SlackError {
  return new SlackError('invalid_arguments', {
    response_metadata: {
      messages: faults.map((fault) => `[ERROR] ${fault.message} [json-pointer:${fault.pointer}]`),
    },
  });
}
