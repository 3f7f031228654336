import { html, nothing, type TemplateResult } from 'lit';
import type { Kit } from './api.ts';
import { actionElement, type Host } from './element.ts';
import { fieldName, inputElement } from './field.ts';
import { folded } from './fold.ts';
import { mrkdwn } from './mrkdwn.ts';
import { nameOf } from './state.ts';
import { listOf, stringOf, textOf, wordsOf } from './text-object.ts';
import { unknown } from './unknown.ts';

/** Blocks of a message, a modal or App Home. @param faults of a submit, by block */
export function blocks(
  list: readonly Kit[],
  host: Host,
  faults: Readonly<Record<string, string>> = {},
): TemplateResult[] {
  return list.map((block, index) => drawn(block, `${host.key}:${String(index)}`, host, faults));
}

/** @param key of the block over all drawings: what was unfolded in it stays so */
function drawn(
  block: Kit,
  key: string,
  host: Host,
  faults: Readonly<Record<string, string>>,
): TemplateResult {
  const id = stringOf(block['block_id']);
  switch (block.type ?? '') {
    case 'header':
      return html`<h2 class="kit-header">${textOf(block['text'])}</h2>`;
    case 'divider':
      return html`<hr />`;
    case 'section':
      return section(block, id, key, host);
    case 'context':
      return html`<div class="kit-context">
        ${listOf(block['elements']).map((element) => (element.type === 'image' ? picture(element, 'small') : html`<span>${textOf(element)}</span>`))}
      </div>`;
    case 'actions':
      return html`<div class="kit-actions">
        ${listOf(block['elements']).map((element) => actionElement(element, id, host))}
      </div>`;
    case 'image':
      return html`<figure>
        ${picture(block, 'wide')}${block['title'] ? html`<figcaption>${textOf(block['title'])}</figcaption>` : nothing}
      </figure>`;
    case 'input':
      return input(block, id, faults[id]);
    case 'rich_text':
      return html`<div class="kit-rich">${listOf(block['elements']).map(richPart)}</div>`;
    case 'markdown':
      return html`<div class="kit-text">${mrkdwn(stringOf(block['text']))}</div>`;
    default:
      return unknown(`block ${block.type ?? 'without a type'}`);
  }
}

function section(block: Kit, id: string, key: string, host: Host): TemplateResult {
  const said = folded('text', key, wordsOf(block['text']), textOf(block['text']));
  return html`<div class="kit-section">
    <div class="kit-words">
      ${block['text'] ? html`<div class="kit-text">${said}</div>` : nothing}
      ${block['fields'] ? html`<div class="kit-fields">${listOf(block['fields']).map((field, index) => html`<div class="kit-field">${labelled(field, `${key}:${String(index)}`)}</div>`)}</div>` : nothing}
    </div>
    ${block['accessory'] ? html`<div class="kit-accessory">${accessory(block['accessory'] as Kit, id, host)}</div>` : nothing}
  </div>`;
}

/** A field whose first line is bold is a label with its value: the label steps back, the value carries the weight. */
function labelled(field: Kit, key: string): unknown {
  const words = wordsOf(field);
  const [, label, value] = (field.type === 'mrkdwn' && /^\*([^*\n]+)\*\n([\s\S]+)$/.exec(words)) || [];
  if (label === undefined || value === undefined) return folded('field', key, words, textOf(field));
  return html`<div class="kit-label">${mrkdwn(label)}</div>
    <div class="kit-value">${folded('field', key, value, mrkdwn(value))}</div>`;
}

function input(block: Kit, id: string, fault: string | undefined): TemplateResult {
  const element = block['element'] as Kit;
  const name = fieldName(element, id);
  const hasHint = Boolean(block['hint']);
  const describedBy = [fault === undefined ? '' : `fault-${name}`, hasHint ? `hint-${name}` : '']
    .filter((part) => part !== '')
    .join(' ');
  const group = element.type === 'radio_buttons' || element.type === 'checkboxes';
  return html`<div class="kit-input ${fault === undefined ? '' : 'faulty'}">
    <label id="label-${name}" for=${group ? nothing : name}
      >${textOf(block['label'])}${block['optional'] === true ? html`<span class="optional"> (optional)</span>` : nothing}</label
    >
    ${inputElement(element, id, undefined, { faulty: fault !== undefined, describedBy })}
    ${fault === undefined ? nothing : html`<p class="fault" role="alert" id="fault-${name}">${fault}</p>`}
    ${hasHint ? html`<p class="hint" id="hint-${name}">${textOf(block['hint'])}</p>` : nothing}
  </div>`;
}

function accessory(element: Kit, id: string, host: Host): TemplateResult {
  return element.type === 'image' ? picture(element, 'square') : actionElement(element, id, host);
}

function picture(image: Kit, size: string): TemplateResult {
  return html`<img
    class="kit-image ${size}"
    src=${stringOf(image['image_url'])}
    alt=${stringOf(image['alt_text'])}
    loading="lazy"
  />`;
}

function richPart(part: Kit): TemplateResult {
  const inner = listOf(part['elements']);
  switch (part.type ?? '') {
    case 'rich_text_section':
      return html`<div>${inner.map(richText)}</div>`;
    case 'rich_text_preformatted':
      return html`<pre>${inner.map(richText)}</pre>`;
    case 'rich_text_quote':
      return html`<blockquote>${inner.map(richText)}</blockquote>`;
    case 'rich_text_list':
      return part['style'] === 'ordered'
        ? html`<ol>
            ${inner.map((item) => html`<li>${richPart(item)}</li>`)}
          </ol>`
        : html`<ul>
            ${inner.map((item) => html`<li>${richPart(item)}</li>`)}
          </ul>`;
    default:
      return unknown(`rich text ${part.type ?? ''}`);
  }
}

function richText(part: Kit): TemplateResult {
  const text = stringOf(part['text']);
  const style = part['style'] as
    { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean } | undefined;
  switch (part.type ?? '') {
    case 'text':
      if (style?.code) return html`<code>${text}</code>`;
      if (style?.bold) return html`<strong>${text}</strong>`;
      if (style?.italic) return html`<em>${text}</em>`;
      return style?.strike ? html`<s>${text}</s>` : html`${text}`;
    case 'link':
      return html`<a href=${stringOf(part['url'])} target="_blank" rel="noreferrer noopener"
        >${text || stringOf(part['url'])}</a
      >`;
    case 'user':
      return html`<span class="mention">@${nameOf(stringOf(part['user_id']))}</span>`;
    case 'emoji':
      return html`${mrkdwn(`:${stringOf(part['name'])}:`)}`;
    default:
      return unknown(`rich text ${part.type ?? ''}`);
  }
}
