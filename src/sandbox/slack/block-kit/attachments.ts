import { isJsonObject, type JsonValue } from '../../../platform/index.ts';
import { blockList } from './blocks.ts';
import { faultsBy, type Fault } from './fault.ts';
import { flag, list, may, object, string, type Field, type Rule } from './rule.ts';

/** Attachments are older than blocks, and looser: unknown fields pass. https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */

const words = [
  ...['fallback', 'color', 'pretext', 'author_name', 'author_link', 'author_icon', 'author_subname'],
  ...['title', 'title_link', 'text', 'image_url', 'thumb_url', 'footer', 'footer_icon', 'callback_id'],
];
const field = object({ title: may(string()), value: may(string()), short: may(flag) });
const known: Readonly<Record<string, Field>> = {
  ...Object.fromEntries(words.map((name) => [name, may(string())])),
  blocks: may(blockList),
  fields: may(list(field)),
  mrkdwn_in: may(list(string())),
};

const attachment: Rule = (value, at, look) => {
  if (!isJsonObject(value)) {
    look.report(at, 'must provide an object');
    return;
  }
  object(known)(
    Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(known, name))),
    at,
    look,
  );
};

export function attachmentFaults(value: JsonValue): readonly Fault[] {
  return faultsBy(list(attachment), value, '/attachments', 'message');
}
