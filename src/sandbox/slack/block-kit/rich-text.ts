import { byType, flag, integer, list, may, must, object, oneOf, string, type Rule } from './rule.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */

const styled = {
  type: must(string()),
  style: may(
    object({
      bold: may(flag),
      code: may(flag),
      italic: may(flag),
      strike: may(flag),
      underline: may(flag),
      highlight: may(flag),
      client_highlight: may(flag),
      unlink: may(flag),
    }),
  ),
};
const id = string({ least: 1 });

const words: Readonly<Record<string, Rule>> = {
  text: object({ ...styled, text: must(string({ least: 1 })) }),
  link: object({ ...styled, url: must(string({ least: 1 })), text: may(string()), unsafe: may(flag) }),
  emoji: object({ ...styled, name: must(id), unicode: may(string()), url: may(string()) }),
  user: object({ ...styled, user_id: must(id) }),
  usergroup: object({ ...styled, usergroup_id: must(id) }),
  channel: object({ ...styled, channel_id: must(id) }),
  team: object({ ...styled, team_id: must(id) }),
  broadcast: object({ ...styled, range: must(oneOf('here', 'channel', 'everyone')) }),
  color: object({ ...styled, value: must(string({ least: 1 })) }),
  date: object({
    ...styled,
    timestamp: must(integer()),
    format: must(string({ least: 1 })),
    url: may(string()),
    fallback: may(string()),
  }),
};

const word = byType(words);
const raw = byType(words, (type) => type === 'text' || type === 'link');
const border = may(integer({ least: 0, most: 1 }));
const section = object({ type: must(string()), elements: must(list(word)) });

const parts: Readonly<Record<string, Rule>> = {
  rich_text_section: section,
  rich_text_list: object({
    type: must(string()),
    elements: must(list(byType({ rich_text_section: section }))),
    style: must(oneOf('bullet', 'ordered')),
    indent: may(integer({ least: 0, most: 8 })),
    offset: may(integer({ least: 0 })),
    border,
  }),
  rich_text_quote: object({ type: must(string()), elements: must(list(word)), border }),
  rich_text_preformatted: object({
    type: must(string()),
    elements: must(list(raw)),
    border,
    language: may(string()),
  }),
};

export const richText = object({
  type: must(oneOf('rich_text')),
  block_id: may(string({ most: 255 })),
  elements: must(list(byType(parts))),
});
