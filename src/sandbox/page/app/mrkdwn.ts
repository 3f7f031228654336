import { html, type nothing, type TemplateResult } from 'lit';
import { nameOf, sandboxNow, state } from './state.ts';

type Part = TemplateResult | string | typeof nothing;

const emoji: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  x: '❌',
  no_entry: '⛔',
  hourglass: '⌛',
  warning: '⚠️',
  arrow_forward: '▶️',
  rocket: '🚀',
  tada: '🎉',
  mag: '🔎',
  bell: '🔔',
  wave: '👋',
  thumbsup: '👍',
  '+1': '👍',
  hourglass_flowing_sand: '⏳',
  rotating_light: '🚨',
  heavy_multiplication_x: '✖️',
  lock: '🔒',
  fire: '🔥',
  eyes: '👀',
};

/** Slack's mrkdwn as safe templates: everything is text except what this function draws. */
export function mrkdwn(text: string): Part[] {
  return text.split(/(```[\s\S]*?```)/).flatMap((piece) => {
    if (piece.startsWith('```') && piece.length > 5)
      return [html`<pre>${unescape(piece.slice(3, -3).replace(/^\n/, ''))}</pre>`];
    return lines(piece);
  });
}

function lines(text: string): Part[] {
  const parts: Part[] = [];
  let quote: Part[][] = [];
  const flush = () => {
    if (quote.length > 0)
      parts.push(html`<blockquote>${quote.map((line) => html`<div>${line}</div>`)}</blockquote>`);
    quote = [];
  };
  text.split('\n').forEach((line, index) => {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line)?.[1];
    if (quoted !== undefined) {
      quote.push(inline(quoted));
      return;
    }
    const afterQuote = quote.length > 0;
    flush();
    if (index > 0 && !afterQuote) parts.push(html`<br />`);
    parts.push(...inline(line));
  });
  flush();
  return parts;
}

/**
 * A sign opens only at a word's edge, before something that is not blank, and closes at a word's edge.
 * To Slack a zero-width space is no edge: apps write one around signs that are to stay signs.
 */
const edge = String.raw`(?<![\p{L}\p{N}\u200b])`;
const format = (sign: string) =>
  `${edge}${sign}([^\\s\\u200b${sign}](?:[^${sign}\\n]*[^\\s\\u200b${sign}])?)${sign}(?![\\p{L}\\p{N}])`;
const sign = new RegExp(
  `<([^>]+)>|${format('`')}|${format('\\*')}|${format('_')}|${format('~')}|:([a-z_0-9+-]+):`,
  'u',
);

function inline(text: string): Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (let match = sign.exec(rest); match; match = sign.exec(rest)) {
    const [whole, angle, code, bold, italic, struck, shortcode] = match;
    if (match.index > 0) parts.push(unescape(rest.slice(0, match.index)));
    if (angle !== undefined) parts.push(angled(angle));
    else if (code !== undefined) parts.push(html`<code>${unescape(code)}</code>`);
    else if (bold !== undefined) parts.push(html`<strong>${inline(bold)}</strong>`);
    else if (italic !== undefined) parts.push(html`<em>${inline(italic)}</em>`);
    else if (struck !== undefined) parts.push(html`<s>${inline(struck)}</s>`);
    else parts.push(emoji[shortcode ?? ''] ?? whole);
    rest = rest.slice(match.index + whole.length);
  }
  if (rest !== '') parts.push(unescape(rest));
  return parts;
}

/** `<@U…>`, `<#C…>`, `<!date^…>`, `<!subteam^…>`, `<https://…|words>`. */
function angled(inner: string): Part {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) {
    const id = target.slice(1);
    return html`<span class="mention ${id === state.me ? 'me' : ''}">@${nameOf(id)}</span>`;
  }
  if (target.startsWith('#')) {
    const channel = state.channels.find(({ id }) => id === target.slice(1));
    return html`<span class="mention">#${channel?.name ?? label ?? target.slice(1)}</span>`;
  }
  if (target.startsWith('!date^')) return date(target, label ?? '');
  if (target.startsWith('!subteam^')) {
    const group = state.about?.groups.find(({ id }) => id === target.slice('!subteam^'.length));
    return html`<span class="mention">${label ?? `@${group?.handle ?? 'group'}`}</span>`;
  }
  if (target.startsWith('!')) return html`<span class="mention">@${target.slice(1)}</span>`;
  if (/^(https?|mailto):/.test(target)) {
    return html`<a href=${unescape(target)} target="_blank" rel="noreferrer noopener"
      >${unescape(label ?? target)}</a
    >`;
  }
  return unescape(label ?? target);
}

function date(target: string, fallback: string): Part {
  const [, seconds = ''] = target.split('^');
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return fallback;
  return html`<time datetime=${at.toISOString()} title=${at.toString()}>${shortMoment(at)}</time>`;
}

export function shortMoment(at: Date): string {
  const today = sandboxNow().toDateString() === at.toDateString();
  const day = today ? 'Today' : at.toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
  return `${day} ${clockTime(at)}`;
}

export function clockTime(at: Date): string {
  return at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** As narrow as the gutter: without AM and PM, as Slack does. */
export function gutterTime(at: Date): string {
  return new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
    .formatToParts(at)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim();
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
